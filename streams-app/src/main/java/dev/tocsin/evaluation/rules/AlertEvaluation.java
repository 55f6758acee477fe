package dev.tocsin.evaluation.rules;

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
    private final At at;
    private final Evaluation evaluation;
    private final Expansion expansion;

    AlertEvaluation(RuleGroup group, AlertingRule rule, At at, Evaluation evaluation) {
        this.group = group;
        this.rule = rule;
        this.at = at;
        this.evaluation = evaluation;
        this.expansion = new Expansion(evaluation, at.tick());
    }

    RuleEvaluated evaluate(RuleState before) {
        var sighted = sight(evaluation.query(rule.expr(), at.data()));
        var alerts = Alerts.step(rule.uid(), rule.patience(), before.alerts(), sighted, at.tick());
        if (group.limit() > 0 && alerts.active() > group.limit()) {
            return overLimit(before, alerts.active());
        }
        return RuleEvaluated.succeeded(rule, before, alerts, series(alerts), at);
    }

    private Map<Fingerprint, ActiveAlert> sight(List<Element> result) {
        var sighted = new LinkedHashMap<Fingerprint, ActiveAlert>();
        for (var element : result) {
            var alert = sight(element);
            if (sighted.put(alert.fingerprint(), alert) != null) {
                throw new RuleFailedException(
                        "vector contains metrics with the same labelset after applying alert labels");
            }
        }
        return sighted;
    }

    private ActiveAlert sight(Element element) {
        var labels = new LinkedHashMap<>(element.labels().asMap());
        labels.remove(Labels.NAME);
        labels.putAll(expansion.expand(rule.labelTemplates(), element));
        labels.put(ALERT_NAME, rule.name());
        var annotations = expansion.expand(rule.annotationTemplates(), element);
        return new ActiveAlert(Labels.of(labels), annotations, element.value(), AlertState.INACTIVE);
    }

    // Everything is dropped; what people were told of ends, or they would wait for its end for ever.
    private RuleEvaluated overLimit(RuleState before, long active) {
        var why = "exceeded limit of %d with %d alerts".formatted(group.limit(), active);
        var dropped = Alerts.each(rule.uid(), before.alerts(), at.tick(), state -> state.cut(at.tick()));
        var after = new RuleState(dropped.byFingerprint(), before.written(), Health.failed(why));
        return new RuleEvaluated(rule, after, dropped.transitions(), List.of());
    }

    private List<RecordedSample> series(Alerts alerts) {
        return alerts.byFingerprint().values().stream()
                .flatMap(alert -> AlertSeries.of(rule, alert, at.data()))
                .toList();
    }
}
