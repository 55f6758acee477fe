package dev.tocsin.kafka.replica;

import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.silences.Silence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A listener that writes down what it hears. */
final class RecordingReplicaListener implements ReplicaListener {
    private final List<String> events = new ArrayList<>();

    /** What was heard since the last time. */
    List<String> drain() {
        var heard = List.copyOf(events);
        events.clear();
        return heard;
    }

    @Override
    public void live() {
        events.add("live");
    }

    @Override
    public void silenceChanged(String id, Optional<Silence> now) {
        events.add("silence " + id + (now.isPresent() ? "" : " gone"));
    }

    @Override
    public void slotChanged(SlotState now) {
        events.add("slot held by '" + now.holder().instance() + "' told by '"
                + now.sent().claimId() + "'");
    }

    @Override
    public void memberChanged(Member member) {
        events.add("member " + member.instance() + " at " + member.lastHeartbeatAt());
    }

    @Override
    public void memberRemoved(String instance) {
        events.add("member " + instance + " gone");
    }

    @Override
    public void ruleGroupChanged(String key, Optional<ReplicaEntry<RuleGroup>> now) {
        events.add("group " + key
                + now.map(entry -> entry.rejected().map(flaw -> " flawed").orElse(""))
                        .orElse(" gone"));
    }

    @Override
    public void configChanged(String name, Optional<ReplicaEntry<ConfigDocument>> now) {
        events.add("config " + name
                + now.map(entry -> entry.rejected().map(flaw -> " flawed").orElse(""))
                        .orElse(" gone"));
    }

    @Override
    public void externalAlertChanged(String fingerprint, Optional<PostedAlert> now) {
        events.add("alert " + fingerprint + (now.isPresent() ? "" : " gone"));
    }

    @Override
    public void alertStateChanged(String key, Optional<RuleAlertState> now) {
        events.add("state " + key + (now.isPresent() ? "" : " gone"));
    }
}
