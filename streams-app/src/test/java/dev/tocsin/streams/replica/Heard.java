package dev.tocsin.streams.replica;

import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.notification.claims.Member;
import dev.tocsin.notification.claims.SlotState;
import dev.tocsin.notification.silences.Silence;
import dev.tocsin.streams.records.ConfigDocument;
import dev.tocsin.streams.records.ExternalAlert;
import dev.tocsin.streams.records.LoggedAlert;
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
