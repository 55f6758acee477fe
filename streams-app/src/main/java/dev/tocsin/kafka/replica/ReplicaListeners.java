package dev.tocsin.kafka.replica;

import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.silences.Silence;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All who listen. A fault of one of them reaches neither the others nor the fold. */
final class ReplicaListeners implements ReplicaListener {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicaListeners.class);

    private final List<ReplicaListener> all = new CopyOnWriteArrayList<>();

    void add(ReplicaListener listener) {
        all.add(listener);
    }

    void runSafely(Runnable announcement) {
        try {
            announcement.run();
        } catch (RuntimeException fault) {
            LOG.atError().setCause(fault).log("A listener failed on a change of the replica");
        }
    }

    private void notifyAll(Consumer<ReplicaListener> call) {
        all.forEach(listener -> runSafely(() -> call.accept(listener)));
    }

    @Override
    public void live() {
        notifyAll(ReplicaListener::live);
    }

    @Override
    public void silenceChanged(String id, Optional<Silence> now) {
        notifyAll(listener -> listener.silenceChanged(id, now));
    }

    @Override
    public void slotChanged(SlotState now) {
        notifyAll(listener -> listener.slotChanged(now));
    }

    @Override
    public void memberChanged(Member member) {
        notifyAll(listener -> listener.memberChanged(member));
    }

    @Override
    public void memberRemoved(String instance) {
        notifyAll(listener -> listener.memberRemoved(instance));
    }

    @Override
    public void ruleGroupChanged(String key, Optional<ReplicaEntry<RuleGroup>> now) {
        notifyAll(listener -> listener.ruleGroupChanged(key, now));
    }

    @Override
    public void configChanged(String name, Optional<ReplicaEntry<ConfigDocument>> now) {
        notifyAll(listener -> listener.configChanged(name, now));
    }

    @Override
    public void externalAlertChanged(String fingerprint, Optional<PostedAlert> now) {
        notifyAll(listener -> listener.externalAlertChanged(fingerprint, now));
    }

    @Override
    public void alertStateChanged(String key, Optional<RuleAlertState> now) {
        notifyAll(listener -> listener.alertStateChanged(key, now));
    }
}
