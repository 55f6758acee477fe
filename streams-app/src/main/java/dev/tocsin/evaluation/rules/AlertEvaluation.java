package dev.tocsin.evaluation.rules;

import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.rules.AbnormalResults.Reaction;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One evaluation of an alerting rule. */
final class AlertEvaluation {
    static final String ALERT_NAME = "alertname";

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
        if (rule.abnormalResults().error() == Reaction.PROMETHEUS) {
            return evaluateResult(before);
        }
        try {
            return evaluateResult(before);
        } catch (QueryFailedException | RuleFailedException e) {
            var alerts = new AbnormalEvaluation(rule, group.interval(), at.tick(), expansion)
                    .failed(before.alerts(), e.getMessage());
            return result(before, alerts).withProblem(e.getMessage());
        }
    }

    private RuleEvaluationResult evaluateResult(RuleState before) {
        var elements = evaluation.result(rule, at.dataTime());
        var isPlain = rule.abnormalResults().equals(AbnormalResults.PROMETHEUS);
        return result(before, isPlain ? alerts(before, elements) : alertsWithStates(before, elements));
    }

    private RuleAlerts alerts(RuleState before, List<Value.Element> elements) {
        return RuleAlerts.advance(rule.uid(), rule.holdDurations(), before.alerts(), activeAlerts(elements), at.tick());
    }

    /** Advances the alerts of a rule that distinguishes no data, missing series and errors. */
    private RuleAlerts alertsWithStates(RuleState before, List<Value.Element> elements) {
        var abnormal = new AbnormalEvaluation(rule, group.interval(), at.tick(), expansion);
        if (elements.isEmpty() && rule.abnormalResults().readsValues()) {
            return abnormal.noData(before.alerts());
        }
        var holding = activeAlerts(elements.stream().filter(this::holds).toList());
        var ended = activeAlerts(
                elements.stream().filter(element -> !holds(element)).toList());
        return abnormal.succeeded(before.alerts(), holding, ended.keySet());
    }

    private boolean holds(Value.Element element) {
        return !rule.abnormalResults().readsValues() || element.histogram().isPresent() || element.value() != 0;
    }

    private RuleEvaluationResult result(RuleState before, RuleAlerts alerts) {
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
