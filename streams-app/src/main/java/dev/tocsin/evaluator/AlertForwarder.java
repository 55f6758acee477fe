package dev.tocsin.evaluator;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.AlertingRule;
import dev.tocsin.evaluation.rules.GroupEvaluationResult;
import dev.tocsin.evaluation.rules.Transition;
import dev.tocsin.labels.Fingerprint;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Sends the alerts of one group to the notifier of this instance. An alert is sent again only after it has changed. */
final class AlertForwarder {
    private final EvaluatorContext context;
    private final Map<Fingerprint, Alert> forwarded = new HashMap<>();

    AlertForwarder(EvaluatorContext context) {
        this.context = context;
    }

    /** Forwards all firing and recently resolved alerts of a group. */
    void forward(RuleGroupStatus status) {
        forward(alerts(status));
    }

    /** Forwards the alerts of a group after its evaluation. */
    void forward(RuleGroupStatus status, GroupEvaluationResult result) {
        var alerts = alerts(status);
        result.transitions().stream()
                .filter(transition -> isBackToPending(transition, status))
                .flatMap(transition -> transition.toAlert(generatorUrl(transition, status)).stream())
                .forEach(alerts::add);
        forward(alerts);
        forwarded.keySet().retainAll(fingerprints(status));
    }

    void forward(Collection<Alert> alerts) {
        var changed = alerts.stream().filter(this::isChanged).toList();
        changed.forEach(alert -> forwarded.put(alert.fingerprint(), alert));
        var outgoing = changed.stream()
                .flatMap(alert -> context.outgoing(alert).stream())
                .toList();
        if (!outgoing.isEmpty()) {
            context.alertSink().accept(outgoing);
        }
    }

    private boolean isChanged(Alert alert) {
        var before = forwarded.get(alert.fingerprint());
        return before == null
                || !before.startsAt().equals(alert.startsAt())
                || !before.endsAt().equals(alert.endsAt())
                || !before.annotations().equals(alert.annotations());
    }

    private List<Alert> alerts(RuleGroupStatus status) {
        var alerts = new ArrayList<Alert>();
        var now = context.loop().now();
        for (var rule : status.group().alertingRules()) {
            var url = generatorUrl(rule);
            for (var alert : status.state().of(rule).alerts().values()) {
                alert.toAlert(url, now).ifPresent(alerts::add);
            }
        }
        return alerts;
    }

    /** A raised {@code for} makes a firing alert pending. The notifier must learn that it no longer fires. */
    private static boolean isBackToPending(Transition transition, RuleGroupStatus status) {
        var after = transition.after();
        return transition.before().isFiring()
                && after.state().kind() == AlertState.Kind.PENDING
                && status.state()
                        .alert(transition.ruleUid(), after.fingerprint())
                        .filter(after::equals)
                        .isPresent();
    }

    private static Collection<Fingerprint> fingerprints(RuleGroupStatus status) {
        return status.state().rules().values().stream()
                .flatMap(rule -> rule.alerts().keySet().stream())
                .collect(Collectors.toSet());
    }

    private String generatorUrl(Transition transition, RuleGroupStatus status) {
        return status.group()
                .alertingRule(transition.ruleUid())
                .map(this::generatorUrl)
                .orElse("");
    }

    /** Prometheus's link to the graph of the rule's expression. */
    private String generatorUrl(AlertingRule rule) {
        return context.origin().externalUrl() + "/graph?g0.expr="
                + URLEncoder.encode(rule.expression().text(), StandardCharsets.UTF_8) + "&g0.tab=1";
    }
}
