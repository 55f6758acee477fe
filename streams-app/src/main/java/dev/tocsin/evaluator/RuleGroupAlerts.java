package dev.tocsin.evaluator;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.AlertingRule;
import dev.tocsin.evaluation.rules.GroupEvaluationResult;
import dev.tocsin.evaluation.rules.GroupState;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.Transition;
import dev.tocsin.labels.Fingerprint;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The alerts of a group in a state, as the notifying half takes them. */
record RuleGroupAlerts(URI externalUrl, RuleGroup group, GroupState state) {
    /** Everything that fires, with its annotations as of now, and what was over lately. */
    List<Alert> all(Instant now) {
        var alerts = new ArrayList<Alert>();
        for (var rule : group.alertingRules()) {
            var url = url(rule);
            state.of(rule)
                    .alerts()
                    .values()
                    .forEach(alert -> alert.toAlert(url, now).ifPresent(alerts::add));
        }
        return alerts;
    }

    /** What fired until this evaluation and is pending again, because {@code for} was raised. */
    Stream<Alert> backToPending(GroupEvaluationResult evaluated) {
        return evaluated.transitions().stream()
                .filter(transition -> transition.before().isFiring() && isCurrent(transition))
                .filter(transition -> transition.after().state().kind() == AlertState.Kind.PENDING)
                .flatMap(transition -> transition.toAlert(url(transition.ruleUid())).stream());
    }

    Set<Fingerprint> fingerprints() {
        return state.rules().values().stream()
                .flatMap(rule -> rule.alerts().keySet().stream())
                .collect(Collectors.toSet());
    }

    boolean has(String ruleUid) {
        return group.alertingRules().stream().anyMatch(rule -> rule.uid().equals(ruleUid));
    }

    private boolean isCurrent(Transition transition) {
        var rule = state.rules().get(transition.ruleUid());
        return rule != null
                && transition
                        .after()
                        .equals(rule.alerts().get(transition.after().fingerprint()));
    }

    private String url(String ruleUid) {
        return group.alertingRules().stream()
                .filter(rule -> rule.uid().equals(ruleUid))
                .findFirst()
                .map(this::url)
                .orElse("");
    }

    private String url(AlertingRule rule) {
        return GeneratorUrl.of(externalUrl, rule.expr());
    }
}
