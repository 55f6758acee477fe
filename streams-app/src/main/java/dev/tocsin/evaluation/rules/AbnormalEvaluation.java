package dev.tocsin.evaluation.rules;

import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.rules.AbnormalResults.Reaction;
import dev.tocsin.evaluation.rules.AlertState.HoldDurations;
import dev.tocsin.evaluation.rules.AlertState.Kind;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Advances the alerts of one rule at a tick, with the rule's {@link AbnormalResults}.
 *
 * @param interval of the group
 */
record AbnormalEvaluation(AlertingRule rule, Duration interval, Instant tick, TemplateExpander expansion) {
    private static final String NO_DATA_ALERT = "DatasourceNoData";
    private static final String ERROR_ALERT = "DatasourceError";
    /** Grafana's names. A rule has one query here, so its reference is always the first one. */
    private static final String RULE_NAME = "rulename";

    private static final String DATA_SOURCE = "datasource_uid";
    private static final String QUERY_REFERENCE = "ref_id";
    private static final String FIRST_QUERY = "A";
    private static final String ERROR_TEXT = "Error";
    private static final String STATE_REASON = "grafana_state_reason";
    /** The value of an alert that has none, as in Grafana. */
    private static final double NO_VALUE = -1;

    /**
     * Advances the alerts after a result with elements.
     *
     * @param holding the alerts whose condition holds
     * @param ended the alerts whose series is there, and whose condition does not hold
     */
    RuleAlerts succeeded(
            Map<Fingerprint, ActiveAlert> before, Map<Fingerprint, ActiveAlert> holding, Set<Fingerprint> ended) {
        return advance(
                before, holding, alert -> ended.contains(alert.fingerprint()) ? conditionEnds(alert) : missing(alert));
    }

    /** Advances the alerts after an empty result. */
    RuleAlerts noData(Map<Fingerprint, ActiveAlert> before) {
        return rule.abnormalResults().noData() == Reaction.OWN_ALERT
                ? advance(before, ownAlert(NO_DATA_ALERT, Map.of()), this::missing)
                : react(rule.abnormalResults().noData(), before, "NoData");
    }

    /** Advances the alerts after a failed evaluation. An own alert leaves the others as they are. */
    RuleAlerts failed(Map<Fingerprint, ActiveAlert> before, String reason) {
        return rule.abnormalResults().error() == Reaction.OWN_ALERT
                ? advance(before, ownAlert(ERROR_ALERT, Map.of(ERROR_TEXT, reason)), UnaryOperator.identity())
                : react(rule.abnormalResults().error(), before, "Error");
    }

    private RuleAlerts react(Reaction reaction, Map<Fingerprint, ActiveAlert> before, String reason) {
        if (reaction == Reaction.OK) {
            return advance(before, Map.of(), this::conditionEnds);
        }
        if (reaction == Reaction.KEEP_LAST) {
            return advance(before, Map.of(), this::keepLast);
        }
        var isAnyActive = before.values().stream()
                .anyMatch(alert -> !isOwn(alert) && alert.state().isActive());
        var current = isAnyActive
                ? Map.<Fingerprint, ActiveAlert>of()
                : byFingerprint(alert(rule.name(), Map.of(), Map.of(STATE_REASON, reason)));
        return advance(
                before,
                current,
                alert -> alert.state().isActive()
                        ? alert.withState(alert.state().conditionHolds(tick, rule.holdDurations()))
                        : conditionEnds(alert));
    }

    /** Alerts about missing data or errors fire at once, and end at once. */
    private RuleAlerts advance(
            Map<Fingerprint, ActiveAlert> before,
            Map<Fingerprint, ActiveAlert> current,
            UnaryOperator<ActiveAlert> absent) {
        return RuleAlerts.advance(
                rule.uid(),
                before,
                current,
                tick,
                alert -> isOwn(alert) ? HoldDurations.ZERO : rule.holdDurations(),
                alert -> isOwn(alert) ? alert.withState(alert.state().terminate(tick)) : absent.apply(alert));
    }

    private boolean isOwn(ActiveAlert alert) {
        return !alert.labels().get(AlertEvaluation.ALERT_NAME).equals(rule.name());
    }

    private ActiveAlert conditionEnds(ActiveAlert alert) {
        return alert.withState(alert.state().conditionEnds(tick, rule.holdDurations()));
    }

    /** A gap while the alert recovers ends it, as in Grafana. */
    private ActiveAlert keepLast(ActiveAlert alert) {
        var kind = alert.state().kind();
        return kind == Kind.PENDING || kind == Kind.FIRING
                ? alert.withState(alert.state().conditionHolds(tick, rule.holdDurations()))
                : alert.withState(alert.state().terminate(tick));
    }

    /** Keeps the state of an alert until its series was missing in enough evaluations. */
    private ActiveAlert missing(ActiveAlert alert) {
        if (!alert.state().isActive() || alert.state().kind() == Kind.RECOVERING) {
            return conditionEnds(alert);
        }
        var since = alert.isMissing() ? alert.missingSince() : tick;
        var evaluations = 1 + Duration.between(since, tick).toMillis() / interval.toMillis();
        if (evaluations < rule.abnormalResults().missingEvaluations()) {
            return alert.missing(since);
        }
        return rule.abnormalResults().readsValues()
                ? alert.withState(alert.state().terminate(tick))
                : conditionEnds(alert);
    }

    private Map<Fingerprint, ActiveAlert> ownAlert(String name, Map<String, String> annotations) {
        var labels = new TreeMap<String, String>();
        labels.put(RULE_NAME, rule.name());
        if (rule.expression().asksDataSource()) {
            labels.put(DATA_SOURCE, rule.expression().dataSource());
            labels.put(QUERY_REFERENCE, FIRST_QUERY);
        }
        return byFingerprint(alert(name, labels, annotations));
    }

    /** An alert with the labels of the rule, which belongs to no series. */
    private ActiveAlert alert(String name, Map<String, String> moreLabels, Map<String, String> moreAnnotations) {
        var element = new Value.Element(Labels.EMPTY, NO_VALUE);
        var labels = new TreeMap<>(expansion.expand(rule.labelTemplates(), element));
        labels.putAll(moreLabels);
        labels.put(AlertEvaluation.ALERT_NAME, name);
        var annotations = new TreeMap<>(expansion.expand(rule.annotationTemplates(), element));
        annotations.putAll(moreAnnotations);
        return new ActiveAlert(Labels.of(labels), annotations, NO_VALUE, AlertState.INACTIVE);
    }

    private static Map<Fingerprint, ActiveAlert> byFingerprint(ActiveAlert alert) {
        return Map.of(alert.fingerprint(), alert);
    }
}
