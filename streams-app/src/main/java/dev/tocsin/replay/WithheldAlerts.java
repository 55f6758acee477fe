package dev.tocsin.replay;

import dev.tocsin.labels.Fingerprint;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.muting.MuteReason;
import dev.tocsin.notifier.DecisionListener;
import dev.tocsin.replay.ReplayListener.WithheldAlert;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Tells each alert that is withheld once, and again if the reason changes. */
final class WithheldAlerts implements DecisionListener {
    private final Consumer<WithheldAlert> listener;
    private final Map<Slot, Map<Fingerprint, MuteReason>> known = new HashMap<>();

    WithheldAlerts(Consumer<WithheldAlert> listener) {
        this.listener = listener;
    }

    @Override
    public void decided(Decision decision) {
        var slot = decision.slot();
        var now = new HashMap<Fingerprint, MuteReason>();
        var before = known.getOrDefault(slot, Map.of());
        decision.muted().forEach((alert, reason) -> {
            now.put(alert.fingerprint(), reason);
            if (!reason.equals(before.get(alert.fingerprint()))) {
                listener.accept(new WithheldAlert(
                        decision.at(),
                        slot.receiver(),
                        slot.integration(),
                        decision.groupLabels(),
                        alert.labels(),
                        reason));
            }
        });
        if (now.isEmpty()) {
            known.remove(slot);
        } else {
            known.put(slot, now);
        }
    }
}
