package dev.tocsin.http.prometheus;

import dev.tocsin.labels.ByteOrder;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** {@code /rules} and {@code /alerts}. */
final class RulesResource {
    private static final Comparator<GroupStatus> BY_FILE_AND_NAME = Comparator.comparing(
                    (GroupStatus status) -> status.group().namespace(), ByteOrder.OF_UTF8)
            .thenComparing(status -> status.group().name(), ByteOrder.OF_UTF8);

    private final RuleStatuses statuses;
    private final int mostBytes;

    RulesResource(RuleStatuses statuses, int mostBytes) {
        this.statuses = statuses;
        this.mostBytes = mostBytes;
    }

    void rules(Context request) {
        var parameters = Parameters.of(request, mostBytes);
        var filter = RulesFilter.of(parameters);
        var paging = Paging.of(parameters);
        var withAlerts = !parameters.flag("exclude_alerts");
        var groups = new ArrayList<GroupView>();
        for (var status : inOrder()) {
            if (filter.passes(status.group())) {
                var rules = status.group().rules().stream()
                        .filter(filter::passes)
                        .map(rule -> RuleView.of(rule, status, withAlerts))
                        .toList();
                if (!rules.isEmpty()) {
                    groups.add(GroupView.of(status, rules));
                }
            }
        }
        Envelope.send(request, paging.page(groups));
    }

    void alerts(Context request) {
        var alerts = inOrder().stream()
                .flatMap(status -> status.group().alertingRules().stream()
                        .flatMap(rule -> AlertView.allOf(status.state().of(rule)).stream()))
                .toList();
        Envelope.send(request, new AlertView.All(alerts));
    }

    private List<GroupStatus> inOrder() {
        return statuses.groups().stream().sorted(BY_FILE_AND_NAME).toList();
    }
}
