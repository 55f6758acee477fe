package dev.tocsin.http.tocsin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.AlertingRule;
import dev.tocsin.evaluation.rules.Rule;
import dev.tocsin.evaluation.rules.RuleState;
import dev.tocsin.evaluator.RuleGroupStatus;
import dev.tocsin.http.common.ApiTime;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A rule in a list.
 *
 * @param type {@code alerting} or {@code recording}
 * @param state {@code inactive}, {@code pending} or {@code firing}; empty for a recording rule
 * @param costSeconds duration of the last evaluation
 * @param warnings of the data source
 * @param index in its group, from 0
 */
record RuleRowView(
        String name,
        String type,
        String expr,
        BigDecimal forSeconds,
        BigDecimal keepFiringForSeconds,
        Map<String, String> labels,
        Map<String, String> annotations,
        String health,
        String error,
        String state,
        AlertCounts alerts,
        BigDecimal costSeconds,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings,
        String dataSource,
        int index) {
    record AlertCounts(int pending, int firing) {
        static AlertCounts of(RuleState state) {
            var firing = state.alerts().values().stream()
                    .filter(alert -> alert.state().isFiring())
                    .count();
            var active = state.alerts().values().stream()
                    .map(ActiveAlert::state)
                    .filter(one -> one.isActive())
                    .count();
            return new AlertCounts((int) (active - firing), (int) firing);
        }
    }

    static RuleRowView of(RuleGroupStatus status, int index) {
        Rule rule = status.group().rules().get(index);
        var state = status.state().of(rule);
        var alerting = rule instanceof AlertingRule one ? one : null;
        return new RuleRowView(
                rule.name(),
                alerting == null ? "recording" : "alerting",
                rule.expression().text(),
                alerting == null ? BigDecimal.ZERO : ApiTime.seconds(alerting.holdFor()),
                alerting == null ? BigDecimal.ZERO : ApiTime.seconds(alerting.keepFiringFor()),
                rule.labels(),
                alerting == null ? Map.of() : alerting.annotations(),
                state.health().kind().name().toLowerCase(Locale.ROOT),
                state.health().lastError(),
                alerting == null ? "" : state.mostSevereState().name().toLowerCase(Locale.ROOT),
                AlertCounts.of(state),
                ApiTime.seconds(status.durationOf(rule)),
                status.warningsOf(rule),
                rule.expression().dataSource(),
                index);
    }
}
