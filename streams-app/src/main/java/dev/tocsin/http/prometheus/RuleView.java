package dev.tocsin.http.prometheus;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.AlertingRule;
import dev.tocsin.evaluation.rules.RecordingRule;
import dev.tocsin.evaluation.rules.Rule;
import dev.tocsin.evaluation.rules.RuleHealth;
import dev.tocsin.evaluation.rules.RuleState;
import dev.tocsin.evaluator.RuleGroupStatus;
import dev.tocsin.http.common.ApiTime;
import dev.tocsin.notation.GoTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A rule in the API. It has two fields that Prometheus does not have. {@code warnings} are ranges that are longer than the
 * retention of samples, and warnings of the data source. {@code dataSource} is the name of the data source, if there is one.
 */
sealed interface RuleView {
    /** @param alerts null if the request excludes them */
    record Alerting(
            String state,
            String name,
            String query,
            BigDecimal duration,
            BigDecimal keepFiringFor,
            Map<String, String> labels,
            Map<String, String> annotations,
            List<RuleAlertView> alerts,
            String health,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String lastError,
            BigDecimal evaluationTime,
            String lastEvaluation,
            String type,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String dataSource)
            implements RuleView {}

    record Recording(
            String name,
            String query,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> labels,
            String health,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String lastError,
            BigDecimal evaluationTime,
            String lastEvaluation,
            String type,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String dataSource)
            implements RuleView {}

    /** @param retention how long samples are kept */
    static RuleView of(Rule rule, RuleGroupStatus group, boolean withAlerts, Duration retention) {
        var warnings = Stream.concat(rule.retentionWarning(retention).stream(), group.warningsOf(rule).stream())
                .toList();
        return rule instanceof AlertingRule alerting
                ? of(alerting, group, withAlerts, warnings)
                : of((RecordingRule) rule, group, warnings);
    }

    private static RuleView of(AlertingRule rule, RuleGroupStatus group, boolean withAlerts, List<String> warnings) {
        var state = group.state().of(rule);
        return new Alerting(
                stateOf(state),
                rule.name(),
                rule.expression().text(),
                ApiTime.seconds(rule.holdFor()),
                ApiTime.seconds(rule.keepFiringFor()),
                rule.labels(),
                rule.annotations(),
                withAlerts ? RuleAlertView.activeAlerts(state) : null,
                healthOf(state),
                state.health().lastError(),
                ApiTime.seconds(group.durationOf(rule)),
                GoTime.format(group.lastTick()),
                "alerting",
                warnings,
                rule.expression().dataSource());
    }

    private static RuleView of(RecordingRule rule, RuleGroupStatus group, List<String> warnings) {
        var state = group.state().of(rule);
        return new Recording(
                rule.name(),
                rule.expression().text(),
                rule.labels(),
                healthOf(state),
                state.health().lastError(),
                ApiTime.seconds(group.durationOf(rule)),
                GoTime.format(group.lastTick()),
                "recording",
                warnings,
                rule.expression().dataSource());
    }

    private static String stateOf(RuleState state) {
        var isUnknown = state.mostSevereState() == AlertState.Kind.INACTIVE
                && state.health().kind() == RuleHealth.Kind.UNKNOWN;
        return isUnknown ? "unknown" : state.mostSevereState().name().toLowerCase(Locale.ROOT);
    }

    private static String healthOf(RuleState state) {
        return state.health().kind().name().toLowerCase(Locale.ROOT);
    }
}
