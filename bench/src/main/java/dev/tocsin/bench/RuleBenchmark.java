package dev.tocsin.bench;

import dev.tocsin.evaluation.promql.engine.CommonSubexpressions;
import dev.tocsin.evaluation.rules.GroupEvaluation;
import dev.tocsin.evaluation.rules.GroupState;
import dev.tocsin.evaluation.rules.RuleDraft;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.evaluation.rules.RulePlan;
import dev.tocsin.evaluation.samples.SeriesStore;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The cost of one evaluation of an alerting rule: the mean of ten kinds of rules. */
final class RuleBenchmark {
    private static final int SAMPLES = 49;

    private static final int RULES_PER_GROUP = 10;

    private static final int LIMITS = 10;

    private static final RuleGroupDraft.Defaults DEFAULTS =
            new RuleGroupDraft.Defaults(Duration.ofSeconds(15), Duration.ZERO);

    private final PrintStream out;

    private RuleBenchmark(PrintStream out) {
        this.out = out;
    }

    static void print(PrintStream out) {
        new RuleBenchmark(out).print();
    }

    private void print() {
        out.println("| rules | series | rules | CPU µs a rule evaluation | bytes allocated |");
        out.println("|---|---|---|---|---|");
        for (var size : new int[] {10_000, 100_000}) {
            var store = new SeriesStore(2 * size);
            var fleet = SyntheticFleet.ofSeries(size);
            fleet.fill(store, SAMPLES);
            var narrow = IntStream.range(0, fleet.services())
                    .mapToObj(number -> group("service=\"%s\",".formatted(SyntheticFleet.service(number)), ""))
                    .toList();
            var wide = List.of(group("", "service,"));
            // Run both first, so that none runs code that is optimised for it alone.
            cost(store, narrow);
            cost(store, wide);
            print("narrow", size, cost(store, narrow), narrow.size());
            print("wide", size, cost(store, wide), wide.size());
        }
    }

    /** Prints the cost of ten limits for each kind of rule: each rule alone, and all as one plan. */
    static void printLimits(PrintStream out) {
        out.println("| rules | series | rules | alone, CPU µs a rule evaluation | as one plan | ratio |");
        out.println("|---|---|---|---|---|---|");
        var benchmark = new RuleBenchmark(out);
        for (var size : new int[] {10_000, 100_000}) {
            var store = new SeriesStore(3 * size);
            var fleet = SyntheticFleet.ofSeries(size);
            fleet.fill(store, SAMPLES);
            benchmark.printLimits("narrow", size, store, limits(fleet.services(), true));
            benchmark.printLimits("wide", size, store, limits(1, false));
        }
    }

    /** Groups with the same kinds of rules and other limits. */
    private static List<RuleGroup> limits(int services, boolean isNarrow) {
        return IntStream.range(0, LIMITS * services)
                .mapToObj(number -> group(
                        isNarrow ? "service=\"%s\",".formatted(SyntheticFleet.service(number / LIMITS)) : "",
                        isNarrow ? "" : "service,",
                        number % LIMITS))
                .toList();
    }

    private void printLimits(String kind, int size, SeriesStore store, List<RuleGroup> groups) {
        var plan = RulePlan.of(groups);
        cost(store, groups, plan);
        var alone = cost(store, groups).nanos() / groups.size() / RULES_PER_GROUP / 1e3;
        var together = cost(store, groups, plan).nanos() / groups.size() / RULES_PER_GROUP / 1e3;
        out.printf(
                "| %s | %,d | %,d | %s | %s | %.2f |%n",
                kind,
                size,
                groups.size() * RULES_PER_GROUP,
                Cost.rounded(alone),
                Cost.rounded(together),
                together / alone);
    }

    private static Cost cost(SeriesStore store, List<RuleGroup> groups) {
        return cost(store, groups, CommonSubexpressions.NONE);
    }

    private static Cost cost(SeriesStore store, List<RuleGroup> groups, CommonSubexpressions plan) {
        var states = new GroupState[groups.size()];
        Arrays.fill(states, GroupState.INITIAL);
        var tick = Instant.ofEpochMilli((SAMPLES - 1) * SyntheticFleet.INTERVAL_MILLIS);
        return CpuMeter.ofProcess(() -> {
            try (var evaluated = new StoreEvaluationContext(store, plan)) {
                for (var i = 0; i < states.length; i++) {
                    states[i] = GroupEvaluation.evaluate(groups.get(i), states[i], tick, evaluated)
                            .after();
                }
            }
        });
    }

    private void print(String kind, int size, Cost cost, int groups) {
        var rules = groups * RULES_PER_GROUP;
        out.printf(
                "| %s | %,d | %,d | %s | %s |%n",
                kind, size, rules, Cost.rounded(cost.nanos() / rules / 1e3), Cost.rounded(cost.bytes() / rules));
    }

    private static RuleGroup group(String select, String by) {
        return group(select, by, 0);
    }

    /** @param number the limits rise by two percent with each number */
    private static RuleGroup group(String select, String by, int number) {
        var rules = List.of(
                rule("threshold", "cpu_usage_ratio{%s} > %s".formatted(select, limit(0.918, number)), "1m"),
                rule("mem", "max_over_time(mem_used_bytes{%s}[2m]) > %s".formatted(select, limit(9e9, number)), "0s"),
                rule(
                        "rate",
                        "sum by (%sinstance) (rate(http_requests_total{%scode=~\"5..\"}[5m])) > %s"
                                .formatted(by, select, limit(1, number)),
                        "0s"),
                rule("ratio", ratio(select, by) + limit(0.0204, number), "0s"),
                rule("absent", "absent(up{%sjob=\"api\"})".formatted(select), "0s"),
                rule(
                        "histogram",
                        "histogram_quantile(0.99, sum by (%sle) (rate(http_request_duration_seconds_bucket{%s}[5m]))) > %s"
                                .formatted(by, select, limit(2, number)),
                        "0s"),
                rule("predict", "predict_linear(fs_avail_bytes{%s}[10m], 4*3600) < 0".formatted(select), "0s"),
                rule(
                        "join",
                        "cpu_usage_ratio{%s} * on (instance) group_left(version) build_info{%s} > %s"
                                .formatted(select, select, limit(0.938, number)),
                        "0s"),
                rule("down", "up{%s} == 0".formatted(select), "1m"),
                rule(
                        "avg_over_time",
                        "avg_over_time(queue_length{%s}[5m]) > %s".formatted(select, limit(86.7, number)),
                        "0s"));
        return checked(new RuleGroupDraft("bench", "g" + select + number, "15s", "", 0, Map.of(), rules));
    }

    private static double limit(double first, int number) {
        return first * (1 + number / 50.0);
    }

    private static String ratio(String select, String by) {
        return ("sum by (%1$sjob) (rate(http_requests_total{%2$scode=~\"5..\"}[5m]))"
                        + " / sum by (%1$sjob) (rate(http_requests_total{%2$s}[5m])) > ")
                .formatted(by, select);
    }

    private static RuleDraft rule(String name, String expr, String holdFor) {
        return new RuleDraft(
                "",
                name,
                expr,
                holdFor,
                "",
                Map.of("severity", "page"),
                Map.of("summary", "{{ $labels.service }} {{ $labels.instance }} is at {{ $value }}"));
    }

    private static RuleGroup checked(RuleGroupDraft draft) {
        var checked = draft.validate(DEFAULTS);
        if (checked instanceof RuleGroupDraft.ValidationResult.Valid valid) {
            return valid.group();
        }
        throw new IllegalStateException(checked.toString());
    }
}
