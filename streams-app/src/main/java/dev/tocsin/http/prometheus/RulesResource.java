package dev.tocsin.http.prometheus;

import dev.tocsin.evaluator.RuleGroupStatus;
import dev.tocsin.http.common.ResponseEnvelope;
import dev.tocsin.labels.Utf8Order;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** {@code /rules} and {@code /alerts}. */
record RulesResource(
        Supplier<List<RuleGroupStatus>> ruleGroups, UnaryOperator<String> ruleGroupProblem, Duration samplesRetention) {
    private static final Comparator<RuleGroupStatus> BY_FILE_AND_NAME = Comparator.comparing(
                    (RuleGroupStatus status) -> status.group().namespace(), Utf8Order.COMPARATOR)
            .thenComparing(status -> status.group().name(), Utf8Order.COMPARATOR);

    void rules(Context request, PrometheusParameters parameters) {
        var filter = RulesFilter.of(parameters);
        var pagination = Pagination.of(parameters);
        var withAlerts = !parameters.flag("exclude_alerts");
        var groups = new ArrayList<RuleGroupView>();
        for (var status : sorted()) {
            if (filter.matches(status.group())) {
                var rules = status.group().rules().stream()
                        .filter(filter::matches)
                        .map(rule -> RuleView.of(rule, status, withAlerts, samplesRetention))
                        .toList();
                if (!rules.isEmpty()) {
                    var problem = ruleGroupProblem.apply(status.group().key());
                    groups.add(RuleGroupView.of(status, rules, problem));
                }
            }
        }
        ResponseEnvelope.send(request, pagination.page(groups));
    }

    void alerts(Context request) {
        var alerts = sorted().stream()
                .flatMap(status -> status.group().alertingRules().stream()
                        .flatMap(rule ->
                                RuleAlertView.activeAlerts(status.state().of(rule)).stream()))
                .toList();
        ResponseEnvelope.send(request, new RuleAlertView.AlertList(alerts));
    }

    private List<RuleGroupStatus> sorted() {
        return ruleGroups.get().stream().sorted(BY_FILE_AND_NAME).toList();
    }
}
