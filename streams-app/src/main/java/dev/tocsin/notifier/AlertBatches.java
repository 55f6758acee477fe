package dev.tocsin.notifier;

import dev.tocsin.alerts.Alert;
import dev.tocsin.kafka.log.RecordBatch;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.limits.Limit;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Collects the alerts of one request, which arrive as one record each, so that all of them are in their groups before a
 * group is flushed. A batch whose last record does not arrive is passed on after a timeout, or if too many are open. Runs on the notifier's
 * loop.
 */
final class AlertBatches {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Loop loop;
    private final Consumer<Collection<Alert>> receiver;
    /** The oldest first. */
    private final Map<String, OpenBatch> open = new LinkedHashMap<>();

    /** The batch that holds back an alert. */
    private final Map<Fingerprint, OpenBatch> holders = new HashMap<>();

    private record OpenBatch(Map<Fingerprint, Alert> alerts, Loop.Alarm timeout) {}

    /** @param receiver receives the alerts of a whole batch */
    AlertBatches(Loop loop, Consumer<Collection<Alert>> receiver) {
        this.loop = loop;
        this.receiver = receiver;
    }

    /** @param batch empty for an alert that was appended alone */
    void receive(Alert alert, Optional<RecordBatch> batch) {
        // A newer version of an alert must not be replaced by an older one that is still held back.
        var holder = holders.remove(alert.fingerprint());
        if (holder != null) {
            holder.alerts().remove(alert.fingerprint());
        }
        if (batch.isEmpty()) {
            receiver.accept(List.of(alert));
            return;
        }
        var id = batch.get().id();
        var collected = open.computeIfAbsent(
                id, key -> new OpenBatch(new LinkedHashMap<>(), loop.after(TIMEOUT, () -> pass(key))));
        collected.alerts().put(alert.fingerprint(), alert);
        holders.put(alert.fingerprint(), collected);
        if (batch.get().following() == 0) {
            pass(id);
        } else if (open.size() > Limit.OPEN_BATCHES.value()) {
            pass(open.keySet().iterator().next());
        }
    }

    private void pass(String id) {
        var collected = open.remove(id);
        if (collected != null) {
            collected.timeout().cancel();
            collected.alerts().keySet().forEach(holders::remove);
            receiver.accept(List.copyOf(collected.alerts().values()));
        }
    }
}
