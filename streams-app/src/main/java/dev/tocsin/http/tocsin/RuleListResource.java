package dev.tocsin.http.tocsin;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.Rule;
import dev.tocsin.evaluation.rules.RuleDependencies;
import dev.tocsin.evaluation.rules.RuleDependencies.Located;
import dev.tocsin.evaluation.rules.RuleFileWriter;
import dev.tocsin.evaluator.RuleGroupStatus;
import dev.tocsin.http.common.ApiTime;
import dev.tocsin.http.common.ResponseEnvelope;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** {@code GET /rules} and {@code GET /rules/NAMESPACE/GROUP/INDEX}. */
record RuleListResource(TocsinContext context) {
    private static final int ALERTS = 200;
    private static final List<String> SORTS = List.of("name", "state", "cost");

    private record RuleListView(int total, RuleCounts counts, List<RuleGroupRow> groups, String next) {}

    /** Numbers of rules that match, whatever their state and health. */
    private record RuleCounts(int inactive, int pending, int firing, int unhealthy) {
        static RuleCounts of(List<RuleRowView> rules) {
            return new RuleCounts(count(rules, "inactive"), count(rules, "pending"), count(rules, "firing"), (int)
                    rules.stream().filter(rule -> rule.health().equals("err")).count());
        }

        private static int count(List<RuleRowView> rules, String state) {
            return (int)
                    rules.stream().filter(rule -> rule.state().equals(state)).count();
        }
    }

    /** @param problem why the newest record of the group is not in force; empty if it is */
    private record RuleGroupRow(
            String namespace,
            String name,
            BigDecimal intervalSeconds,
            String lastTick,
            String nextTick,
            BigDecimal latenessSeconds,
            BigDecimal durationSeconds,
            String problem,
            List<RuleRowView> rules) {
        String key() {
            return namespace + "/" + name;
        }

        RuleGroupRow with(List<RuleRowView> others) {
            return new RuleGroupRow(
                    namespace,
                    name,
                    intervalSeconds,
                    lastTick,
                    nextTick,
                    latenessSeconds,
                    durationSeconds,
                    problem,
                    others);
        }
    }

    private record RuleDetailView(
            RuleGroupRow group,
            @JsonUnwrapped RuleRowView rule,
            String exprFormatted,
            String yaml,
            List<RuleAlertRow> activeAlerts,
            int activeAlertsTotal,
            List<RuleReference> reads,
            List<RuleReference> readBy) {}

    private record RuleAlertRow(
            String fingerprint,
            Map<String, String> labels,
            Map<String, String> annotations,
            String state,
            String since,
            Object value) {
        static RuleAlertRow of(ActiveAlert alert) {
            return new RuleAlertRow(
                    alert.fingerprint().toString(),
                    alert.labels().asMap(),
                    alert.annotations(),
                    alert.state().isFiring() ? "firing" : "pending",
                    TimeText.of(alert.state().times().activeAt()),
                    AlertRowView.number(alert.value()));
        }
    }

    private record RuleReference(String namespace, String group, String name, int index) {
        static RuleReference of(Located located) {
            return new RuleReference(
                    located.group().namespace(),
                    located.group().name(),
                    located.rule().name(),
                    located.index());
        }
    }

    void list(Context request) {
        var parameters = new TocsinParameters(request, context.matchers());
        var filter = RuleFilter.of(parameters);
        var order = RuleOrder.of(parameters.choice("sort", SORTS));
        var everywhere = new RuleFilter(
                filter.search(), List.of(), List.of(), filter.namespace(), filter.type(), filter.labels());
        var counted = new ArrayList<RuleRowView>();
        var groups = new ArrayList<RuleGroupRow>();
        for (var status : context.rules().groups().get()) {
            if (filter.matchesNamespace(status.group().namespace())) {
                var rows = rows(status);
                var key = status.group().key();
                rows.stream().filter(rule -> everywhere.matches(rule, key)).forEach(counted::add);
                var selected =
                        rows.stream().filter(rule -> filter.matches(rule, key)).toList();
                if (!selected.isEmpty()) {
                    groups.add(row(status, selected.stream().sorted(order).toList()));
                }
            }
        }
        groups.sort(Comparator.comparing((RuleGroupRow group) -> group.rules().get(0), order.ofGroups())
                .thenComparing(RuleGroupRow::namespace)
                .thenComparing(RuleGroupRow::name));
        var total = groups.stream().mapToInt(group -> group.rules().size()).sum();
        var page = page(groups, parameters);
        TaggedAnswer.send(request, new RuleListView(total, RuleCounts.of(counted), page.rows(), page.next()));
    }

    /** A page of whole groups: as many as have the wanted number of rules, and at least one. */
    private static ListPage<RuleGroupRow> page(List<RuleGroupRow> groups, TocsinParameters parameters) {
        var from = parameters.cursor().startIn(groups, RuleGroupRow::key);
        var limit = parameters.limit();
        var to = from;
        var rules = 0;
        while (to < groups.size()
                && (to == from || rules + groups.get(to).rules().size() <= limit)) {
            rules += groups.get(to++).rules().size();
        }
        return new ListPage<>(List.copyOf(groups.subList(from, to)), Cursor.after(groups, to, RuleGroupRow::key));
    }

    private static List<RuleRowView> rows(RuleGroupStatus status) {
        return IntStream.range(0, status.group().rules().size())
                .mapToObj(index -> RuleRowView.of(status, index))
                .toList();
    }

    private RuleGroupRow row(RuleGroupStatus status, List<RuleRowView> rules) {
        var group = status.group();
        var now = context.notifier().logTime();
        var late = status.nextTick()
                .map(next -> Duration.between(next, now))
                .filter(time -> !time.isNegative())
                .orElse(Duration.ZERO);
        return new RuleGroupRow(
                group.namespace(),
                group.name(),
                ApiTime.seconds(group.interval()),
                TimeText.of(status.lastTick()),
                status.nextTick().map(TimeText::of).orElse(""),
                ApiTime.seconds(Duration.ofSeconds(late.toSeconds())),
                ApiTime.seconds(status.evaluationDuration()),
                context.rules().problem().apply(group.key()),
                rules);
    }

    void get(Context request) {
        var namespace = request.pathParam("namespace");
        var name = request.pathParam("group");
        var status = context.rules().groups().get().stream()
                .filter(one -> one.group().namespace().equals(namespace)
                        && one.group().name().equals(name))
                .findFirst()
                .orElseThrow(() -> ResponseEnvelope.routingError(
                        404, "there is no rule group '%s' in namespace '%s'".formatted(name, namespace)));
        var number = request.pathParam("index");
        var isIndex = number.matches("[0-9]{1,6}")
                && Integer.parseInt(number) < status.group().rules().size();
        if (!isIndex) {
            throw ResponseEnvelope.routingError(
                    404,
                    "rule group '%s' has the rules 0 to %d, but not '%s'"
                            .formatted(name, status.group().rules().size() - 1, number));
        }
        TaggedAnswer.send(request, detail(status, Integer.parseInt(number)));
    }

    private RuleDetailView detail(RuleGroupStatus status, int index) {
        Rule rule = status.group().rules().get(index);
        var dependencies = new RuleDependencies(context.rules().groups().get().stream()
                .map(RuleGroupStatus::group)
                .toList());
        var active = status.state().of(rule).alerts().values().stream()
                .filter(alert -> alert.state().isActive())
                .sorted(Comparator.comparing(
                                (ActiveAlert alert) -> !alert.state().isFiring())
                        .thenComparing(ActiveAlert::labels))
                .toList();
        return new RuleDetailView(
                row(status, List.of()),
                RuleRowView.of(status, index),
                rule.expression()
                        .overSamples()
                        .map(Expr::prettyPrint)
                        .orElse(rule.expression().text()),
                RuleFileWriter.group(status.group().draft()),
                active.stream().limit(ALERTS).map(RuleAlertRow::of).toList(),
                active.size(),
                dependencies.readBy(rule).stream().map(RuleReference::of).toList(),
                dependencies.readersOf(rule).stream().map(RuleReference::of).toList());
    }
}
