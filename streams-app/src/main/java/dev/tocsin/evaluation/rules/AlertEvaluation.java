package dev.tocsin.evaluation.rules;

import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One evaluation of an alerting rule. */
final class AlertEvaluation {
    private static final String ALERT_NAME = "alertname";

    private final RuleGroup group;
    private final AlertingRule rule;
    private final EvaluationTime at;
    private final RuleEvaluationContext evaluation;
    private final TemplateExpander expansion;

    AlertEvaluation(RuleGroup group, AlertingRule rule, EvaluationTime at, RuleEvaluationContext evaluation) {
        this.group = group;
        this.rule = rule;
        this.at = at;
        this.evaluation = evaluation;
        this.expansion = new TemplateExpander(evaluation, at.tick());
    }

    RuleEvaluationResult evaluate(RuleState before) {
        var current = activeAlerts(evaluation.query(rule.expr(), at.dataTime()));
        var alerts = RuleAlerts.advance(rule.uid(), rule.holdDurations(), before.alerts(), current, at.tick());
        if (group.limit() > 0 && alerts.active() > group.limit()) {
            return overLimit(before, alerts.active());
        }
        return RuleEvaluationResult.succeeded(rule, before, alerts, series(alerts), at);
    }

    private Map<Fingerprint, ActiveAlert> activeAlerts(List<Value.Element> result) {
        if (result.isEmpty()) {
            return Map.of();
        }
        var current = new LinkedHashMap<Fingerprint, ActiveAlert>();
        for (var element : result) {
            var alert = activeAlert(element);
            if (current.put(alert.fingerprint(), alert) != null) {
                throw new RuleFailedException(
                        "vector contains metrics with the same labelset after applying alert labels");
            }
        }
        return current;
    }

    private ActiveAlert activeAlert(Value.Element element) {
        var labels = new LinkedHashMap<>(element.labels().asMap());
        labels.remove(Labels.NAME);
        labels.putAll(expansion.expand(rule.labelTemplates(), element));
        labels.put(ALERT_NAME, rule.name());
        var annotations = expansion.expand(rule.annotationTemplates(), element);
        var value = element.histogram().isPresent() ? 0 : element.value(); // As Prometheus.
        return new ActiveAlert(
                RuleFailedException.requireWithinLimit(Labels.of(labels)), annotations, value, AlertState.INACTIVE);
    }

    // Drops all alerts. Firing alerts are resolved, so that the notifier does not keep them as firing.
    private RuleEvaluationResult overLimit(RuleState before, long active) {
        var why = "exceeded limit of %d with %d alerts".formatted(group.limit(), active);
        var dropped =
                RuleAlerts.transitionAll(rule.uid(), before.alerts(), at.tick(), state -> state.terminate(at.tick()));
        var after = new RuleState(dropped.byFingerprint(), before.writtenSeries(), RuleHealth.failed(why));
        return new RuleEvaluationResult(rule, after, dropped.transitions(), List.of());
    }

    private List<RecordedSample> series(RuleAlerts alerts) {
        if (alerts.byFingerprint().isEmpty()) {
            return List.of();
        }
        return alerts.byFingerprint().values().stream()
                .flatMap(alert -> AlertSeries.of(rule, alert, at.dataTime()))
                .toList();
    }
}
