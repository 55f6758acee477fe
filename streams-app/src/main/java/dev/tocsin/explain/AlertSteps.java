package dev.tocsin.explain;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.AlertStateTimes;
import dev.tocsin.explain.Explanation.Evidence;
import dev.tocsin.explain.Explanation.Stage;
import dev.tocsin.explain.Facts.RuleFact;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** The steps before a receiver is known: the rule and the alert. */
record AlertSteps(Facts facts) {

    Steps steps() {
        var steps = new Steps();
        rule(steps);
        alert(steps);
        return steps;
    }

    private void rule(Steps steps) {
        var withState =
                facts.rules().stream().filter(rule -> rule.state().isPresent()).findFirst();
        if (withState.isPresent()) {
            rule(steps, withState.get(), withState.get().state().orElseThrow());
        } else if (facts.alert().isPresent()) {
            steps.pass(Stage.RULE, "No rule made the alert: a client has posted it.");
        } else if (facts.rules().isEmpty()) {
            steps.stop(
                    Stage.RULE,
                    "No rule makes an alert with these labels, and no client has posted one.",
                    "A rule with this alertname, or a client that posts the alert.");
        } else {
            noResult(steps, facts.rules().get(0));
        }
    }

    private void noResult(Steps steps, RuleFact rule) {
        if (!rule.error().isEmpty()) {
            steps.stop(
                    Stage.RULE,
                    "Rule %s of group %s failed at %s: %s."
                            .formatted(rule.name(), rule.group(), Words.time(rule.lastTick()), rule.error()),
                    "The expression of the rule must be evaluated without an error.",
                    link(rule));
        } else if (rule.lastTick().equals(Instant.EPOCH)) {
            steps.stop(
                    Stage.RULE,
                    "Rule %s of group %s was not evaluated yet.".formatted(rule.name(), rule.group()),
                    "The group must be evaluated.",
                    link(rule));
        } else {
            steps.stop(
                    Stage.RULE,
                    "Rule %s of group %s had no result with these labels at %s."
                            .formatted(rule.name(), rule.group(), Words.time(rule.lastTick())),
                    "The expression of the rule must have a result with these labels.",
                    link(rule));
        }
    }

    private void rule(Steps steps, RuleFact rule, AlertStateTimes times) {
        if (times.kind() == AlertState.Kind.PENDING) {
            var end = times.activeAt().plus(rule.holdFor());
            var left = Duration.between(facts.at(), end);
            steps.stop(
                    Stage.RULE,
                    "The alert is pending since %s: 'for: %s' ends at %s%s."
                            .formatted(
                                    Words.time(times.activeAt()),
                                    Words.duration(rule.holdFor()),
                                    Words.time(end),
                                    left.isNegative() ? "" : ", in " + Words.duration(left)),
                    "The condition must hold until %s.".formatted(Words.time(end)),
                    link(rule));
        } else {
            steps.pass(
                    Stage.RULE,
                    "Rule %s of group %s: %s since %s."
                            .formatted(
                                    rule.name(),
                                    rule.group(),
                                    times.kind().name().toLowerCase(Locale.ROOT),
                                    Words.time(times.enteredAt())),
                    link(rule));
        }
    }

    private static Evidence link(RuleFact rule) {
        return Evidence.of(
                Double.isNaN(rule.value()) ? rule.name() : rule.name() + ", value " + rule.value(),
                rule.lastTick(),
                "rule",
                rule.group() + "/" + rule.name());
    }

    private void alert(Steps steps) {
        if (facts.alert().isEmpty()) {
            steps.stop(
                    Stage.ALERT,
                    "The alert is not known%s."
                            .formatted(facts.isPast() ? " to the history at " + Words.time(facts.at()) : ""),
                    "The alert must fire.");
            return;
        }
        var alert = facts.alert().get();
        steps.pass(
                Stage.ALERT,
                alert.isResolvedAt(facts.at())
                        ? "The alert fired at %s and resolved at %s."
                                .formatted(Words.time(alert.startsAt()), Words.time(alert.endsAt()))
                        : "The alert fires since %s.".formatted(Words.time(alert.startsAt())),
                evidence(alert));
    }

    private static Evidence evidence(Alert alert) {
        return Evidence.of(
                "fingerprint " + alert.fingerprint(),
                alert.startsAt(),
                "alert",
                alert.fingerprint().toString());
    }
}
