package dev.tocsin.kafka.replica;

import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.codec.ExternalAlert;
import dev.tocsin.kafka.codec.LoggedAlert;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.silences.Silence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A listener that writes down what it hears. */
final class Heard implements ReplicaListener {
    private final List<String> words = new ArrayList<>();

    /** What was heard since the last time. */
    List<String> take() {
        var heard = List.copyOf(words);
        words.clear();
        return heard;
    }

    @Override
    public void live() {
        words.add("live");
    }

    @Override
    public void silenceChanged(String id, Optional<Silence> now) {
        words.add("silence " + id + (now.isPresent() ? "" : " gone"));
    }

    @Override
    public void slotChanged(SlotState now) {
        words.add("slot held by '" + now.holder().instance() + "' told by '"
                + now.sent().claimId() + "'");
    }

    @Override
    public void memberHeard(Member member) {
        words.add("member " + member.instance() + " at " + member.heardAt());
    }

    @Override
    public void memberForgotten(String instance) {
        words.add("member " + instance + " gone");
    }

    @Override
    public void ruleGroupChanged(String key, Optional<Entry<RuleGroup>> now) {
        words.add("group " + key
                + now.map(entry -> entry.flaw().map(flaw -> " flawed").orElse(""))
                        .orElse(" gone"));
    }

    @Override
    public void configChanged(String name, Optional<Entry<ConfigDocument>> now) {
        words.add("config " + name
                + now.map(entry -> entry.flaw().map(flaw -> " flawed").orElse(""))
                        .orElse(" gone"));
    }

    @Override
    public void externalAlertChanged(String fingerprint, Optional<ExternalAlert> now) {
        words.add("alert " + fingerprint + (now.isPresent() ? "" : " gone"));
    }

    @Override
    public void alertStateChanged(String key, Optional<LoggedAlert> now) {
        words.add("state " + key + (now.isPresent() ? "" : " gone"));
    }
}
