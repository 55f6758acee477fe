package dev.tocsin.evaluation.rules;

import static dev.tocsin.evaluation.rules.TestRuleGroups.alert;
import static dev.tocsin.evaluation.rules.TestRuleGroups.labelled;
import static dev.tocsin.evaluation.rules.TestRuleGroups.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.engine.CommonSubexpressions;
import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.promql.engine.SharedResults;
import dev.tocsin.evaluation.promql.vectors.Cancellation;
import dev.tocsin.evaluation.promql.vectors.EngineOptions;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.labels.Labels;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Groups that are evaluated with the results that they have in common, and each rule alone. */
class RulePlanTest {
    private static final int SEEDS = 150;
    private static final int TICKS = 6;
    private static final long MINUTE = 60_000;
    private static final List<String> EXPRESSIONS = List.of(
            "a > 1",
            "a > 2",
            "sum(a)",
            "sum(a) > 3",
            "rate(b_total[5m]) > 0.01",
            "sum by (x) (rate(b_total[5m]))",
            "sum by (x) (rate(b_total[5m])) > 0.02",
            "r1 > 2",
            "r1 + on(x) group_left() a",
            "sum(r1)",
            "max_over_time(r2[5m])",
            "max_over_time(sum(r1)[5m:1m])",
            "count({__name__=~\"r.*|a\"})",
            "count by (__name__) ({x=\"1\"})",
            "count(ALERTS) > 0",
            "count(ALERTS_FOR_STATE)",
            "ALERTS{alertstate=\"firing\"}",
            "a and on(x) r1",
            "a unless on(x) ALERTS",
            "a / 0 > 1",
            "absent(r2)",
            "a * on() a",
            "time() - 60",
            "timestamp(r1)");

    private final Engine engine = new Engine(EngineOptions.DEFAULTS);
    private int sharedParts;

    /** The sub-expressions of two groups of two rules each that are shared, by the number of their occurrences. */
    @ParameterizedTest(name = "{0}, {1} | {2}, {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            # first group          | second group                       | parts that share a result
            a > 1     | a > 2      | a > 3            | a > 4           | 4
            a > 1     | a > 1      | a > 1            | b > 1           | 3
            r = b     | r > 1      | r > 2            | r > 3           | 2
            r > 2     | r = b      | r > 2            | r > 3           | 2
            r = b     | sum(a + r) | sum(a + r)       | sum(a + r)      | 5
            a > 1     | ALERTS > 1 | ALERTS > 2       | a > 3           | 2
            a > 1     | {x="1"} > 1| {x="1"} > 2      | {x="1"} > 3     | 0
            a > 1     | b > 1      | {__name__=~"[ab]"} > 1 | {__name__=~"[ab]"} > 2 | 2
            r = b     | {__name__=~"s.*"} > 1 | {__name__=~"s.*"} > 2 | b > 1 | 4
            r = b     | {__name__=~"r.*"} > 1 | {__name__=~"r.*"} > 2 | b > 1 | 2
            """)
    void anExpressionThatMayReadSeriesOfItsGroupIsNotShared(
            String first, String second, String third, String fourth, int expected) {
        var groups = List.of(
                TestRuleGroups.group(rule(first), rule(second)), TestRuleGroups.group(rule(third), rule(fourth)));
        assertThat(RulePlan.of(groups).size()).isEqualTo(expected);
    }

    private static RuleDraft rule(String text) {
        return text.startsWith("r = ") ? record("r", text.substring(4), Map.of()) : alert("A", text, "", "");
    }

    @Test
    void resultsAreThoseOfRulesThatAreEvaluatedAlone() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var random = new Random(seed);
            var groups = groups(random);
            var alone = new Storage(random.nextLong());
            var together = new Storage(alone.seed);
            for (var tick = 10; tick < 10 + TICKS; tick++) {
                var at = Instant.ofEpochMilli(tick * MINUTE);
                assertThat(together.evaluate(groups, at, RulePlan.of(groups)))
                        .as("seed %d at %s: %s", seed, at, groups)
                        .isEqualTo(alone.evaluate(groups, at, CommonSubexpressions.NONE));
            }
            sharedParts += RulePlan.of(groups).size();
        }
        assertThat(sharedParts).as("parts that share a result").isGreaterThan(SEEDS * 5);
    }

    private static List<RuleGroup> groups(Random random) {
        var groups = new ArrayList<RuleGroup>();
        for (var i = 0; i < 4; i++) {
            var rules = new ArrayList<RuleDraft>();
            for (var j = 0; j <= random.nextInt(5); j++) {
                var expr = EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size()));
                rules.add(
                        random.nextInt(3) == 0
                                ? record("r" + (1 + random.nextInt(2)), expr, Map.of())
                                : labelled(
                                        alert("A" + i, expr, random.nextBoolean() ? "" : "2m", ""),
                                        Map.of(),
                                        Map.of("total", "{{ query \"sum(a)\" | first | value }} {{ $value }}")));
            }
            groups.add(TestRuleGroups.valid(new RuleGroupDraft(
                    "app", "g" + i, "1m", random.nextInt(4) == 0 ? "1m" : "", random.nextInt(4), Map.of(), rules)));
        }
        return groups;
    }

    /** Samples and states of one instance. A group sees its own samples at once, those of others from the next tick on. */
    private final class Storage {
        private final long seed;
        private final List<RecordedSample> samples = new ArrayList<>();
        private final Map<String, GroupState> states = new HashMap<>();

        Storage(long seed) {
            this.seed = seed;
            var random = new Random(seed);
            for (var x = 1; x <= 3; x++) {
                var count = 0.0;
                for (var time = 0L; time < (10 + TICKS) * MINUTE; time += 20_000) {
                    count += random.nextInt(4);
                    add(Labels.of(Labels.NAME, "a", "x", "" + x), time, random.nextInt(5));
                    add(Labels.of(Labels.NAME, "b_total", "x", "" + x), time, count);
                }
            }
        }

        private void add(Labels labels, long time, double value) {
            samples.add(new RecordedSample(labels, Sample.of(time, value)));
        }

        List<GroupEvaluationResult> evaluate(List<RuleGroup> groups, Instant tick, CommonSubexpressions common) {
            var results = new ArrayList<GroupEvaluationResult>();
            var written = new ArrayList<RecordedSample>();
            try (var shared = engine.share(common)) {
                for (var group : groups) {
                    var view = new GroupView(samples, shared);
                    var before = states.getOrDefault(group.key(), GroupState.INITIAL);
                    var result = GroupEvaluation.evaluate(group, before, tick, view);
                    states.put(group.key(), result.after());
                    written.addAll(result.recorded());
                    results.add(result);
                }
            }
            samples.addAll(written);
            return results;
        }
    }

    private final class GroupView implements RuleEvaluationContext {
        private final SeriesStore store = new SeriesStore(1_000);
        private final SharedResults results;

        GroupView(List<RecordedSample> before, SharedResults results) {
            this.results = results;
            append(before);
        }

        @Override
        public Expr parse(String text) {
            return engine.parse(text);
        }

        @Override
        public List<Value.Element> query(Expr expr, Instant at) {
            return RuleQuery.evaluate(engine, store, expr, at, Cancellation.NEVER, results);
        }

        @Override
        public String append(List<RecordedSample> samples) {
            samples.forEach(sample -> store.append(sample.labels(), sample.sample()));
            return "";
        }

        @Override
        public Origin origin() {
            return new Origin(Labels.EMPTY, URI.create("http://tocsin"));
        }
    }
}
