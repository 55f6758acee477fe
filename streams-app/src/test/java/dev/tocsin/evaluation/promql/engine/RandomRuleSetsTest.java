package dev.tocsin.evaluation.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.promql.DurationException;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.promql.PromqlSyntaxException;
import dev.tocsin.evaluation.promql.vectors.Cancellation;
import dev.tocsin.evaluation.promql.vectors.EngineOptions;
import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.SampleBudget;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.rules.unittest.SeriesDescription;
import dev.tocsin.evaluation.samples.Series;
import dev.tocsin.evaluation.samples.SeriesStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Random sets of expressions with common parts: together they have the same values, annotations, statistics and errors as
 * each alone. {@code -Dfuzz.seed=N} starts with a seed, {@code -Dfuzz.count=N} sets the number of seeds.
 */
class RandomRuleSetsTest {
    private static final long FIRST = Long.getLong("fuzz.seed", 1);
    private static final int COUNT = Integer.getInteger("fuzz.count", 1_500);
    private static final long MINUTE = 60_000;
    private static final String[] SERIES = {
        "a{x=\"1\", y=\"2\"} 0+60x20 5 10 stale _ 7+1x15",
        "a{x=\"2\", y=\"2\"} NaN Inf -Inf 1e308 -1e308 0 -0 5e-324x25",
        "b_total{x=\"1\"} 1+1x30",
        "b_total{x=\"2\"} 1+3x10 0+2x20",
        "b_bucket{le=\"1\"} 2x30",
        "b_bucket{le=\"+Inf\"} 9x30",
        "h{x=\"1\"} {{schema:3 sum:5 count:4 buckets:[1 2 1]}}+{{count:4 sum:5 buckets:[1 2 1]}}x9 {{count:1}} 5 {{}}",
        "h{x=\"2\"} {{schema:0 count:4 sum:1 buckets:[1 2 1]}}+{{schema:0 count:4 buckets:[1 2 1]}}x30",
        "h{x=\"3\"} {{schema:-53 sum:1 count:4 custom_values:[5 10] buckets:[1 2 1]}}x9 {{schema:-53 custom_values:[7] buckets:[1]}}x9",
        "target_info{x=\"1\", instance=\"i\", job=\"j\"} 1x30"
    };
    /** Expressions around common parts. */
    private static final List<String> AROUND = List.of(
            "%s",
            "( %s ) > 1",
            "%s  > 2",
            "%s < bool 3",
            "sum(%s)",
            "sum by (x) ( %s )",
            "avg(%s) > 0",
            "abs(%s)",
            "-(%s)",
            "topk(1, %s)",
            "count_values(\"v\", %s)",
            "quantile(7, %s)",
            "absent(%s)",
            "scalar(%s)",
            "sort_desc(%s)",
            "timestamp(%s)",
            "histogram_quantile(0.9, %s)",
            "histogram_count(%s)",
            "label_replace(%s, \"z\", \"$1\", \"x\", \"(.*)\")",
            "max_over_time((%s)[5m:1m])",
            "%s and %s",
            "%s + %s",
            "%s * on(x) group_left() (%s)",
            "%s or (%s)",
            "rate(%s)",
            "avg_over_time(%s)",
            "count_over_time(%s)",
            "absent_over_time(%s)",
            "predict_linear(%s, 60)");

    private final SeriesStore store = new SeriesStore(100);
    private int answers;
    private int annotated;
    private int failures;
    private int common;

    RandomRuleSetsTest() {
        for (var line : SERIES) {
            var series = SeriesDescription.parse(line);
            for (var i = 0; i < series.values().size(); i++) {
                var time = i * MINUTE;
                series.values().get(i).ifPresent(item -> store.append(series.labels(), item.toSample(time)));
            }
        }
    }

    @Test
    void togetherTheyHaveTheResultsOfEachAlone() {
        for (var seed = FIRST; seed < FIRST + COUNT; seed++) {
            compareSeed(seed);
        }
        System.out.printf(
                "RandomRuleSetsTest: %d answers, %d with annotations, %d errors, %d common parts%n",
                answers, annotated, failures, common);
        assertThat(answers).as("answers that are not empty").isGreaterThan(COUNT * 3);
        assertThat(annotated).as("answers with annotations").isGreaterThan(COUNT / 2);
        assertThat(failures).as("errors").isGreaterThan(COUNT / 2);
        assertThat(common).as("common parts").isGreaterThan(COUNT * 10);
    }

    private void compareSeed(long seed) {
        var random = new Random(seed);
        var options = new EngineOptions(
                random.nextInt(4) > 0 ? Duration.ofMinutes(5) : Duration.ofMillis(1 + random.nextInt(600_000)),
                Duration.ofMinutes(1),
                random.nextInt(3) > 0 ? 20_000 : 1 + random.nextInt(200),
                random.nextInt(4) > 0 ? Features.ALL : Features.STABLE);
        var engine = new Engine(options, SampleBudget.of(10_000_000));
        var rules = rules(engine, random);
        var plan = new CommonSubexpressions.Builder();
        rules.forEach(rule -> plan.add(rule, selector -> true));
        var subexpressions = plan.build();
        common += subexpressions.size();
        var times = List.of(random.nextInt(30) * MINUTE, random.nextInt(1_800_000) + 0L);
        try (var shared = engine.share(subexpressions)) {
            for (var rule : rules) {
                var time = times.get(random.nextInt(4) == 0 ? 1 : 0);
                var alone = outcome(engine, rule, time, SharedResults.NONE);
                assertThat(outcome(engine, rule, time, shared))
                        .as("seed %d: %s at %d, with %s", seed, rule, time, rules)
                        .isEqualTo(alone);
            }
        }
        assertThat(engine.budget().reserved()).as("samples after seed %d", seed).isZero();
    }

    private static List<Expr> rules(Engine engine, Random random) {
        var expressions = new RandomExpression(random);
        var parts = new ArrayList<String>();
        for (var i = 0; i < 3; i++) {
            parts.add(expressions.text());
        }
        var rules = new ArrayList<Expr>();
        for (var i = 0; i < 40 && rules.size() < 12; i++) {
            var text = pick(random, AROUND).replace("%s", " ".repeat(random.nextInt(3)) + pick(random, parts));
            try {
                rules.add(engine.parse(text));
            } catch (PromqlSyntaxException e) {
                assertThat(e).hasMessageContaining("error");
            }
        }
        return rules;
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private String outcome(Engine engine, Expr expr, long time, SharedResults shared) {
        try (var samples = engine.openSamples()) {
            var result = engine.instant(store, expr, time, Cancellation.NEVER, samples, shared);
            answers += result.value() instanceof Value.Vector vector
                            && vector.elements().isEmpty()
                    ? 0
                    : 1;
            annotated += result.annotations().isEmpty() ? 0 : 1;
            return bits(result.value()) + result.annotations() + result.samples();
        } catch (EvaluationException | DurationException e) {
            failures++;
            return e.toString();
        }
    }

    private static String bits(Value value) {
        if (value instanceof Value.Vector vector) {
            return vector.elements().stream()
                    .map(element -> element + bits(element.value()))
                    .collect(Collectors.joining(" "));
        }
        if (value instanceof Value.Matrix matrix) {
            return matrix.series().stream().map(RandomRuleSetsTest::bits).collect(Collectors.joining(" "));
        }
        return value.toString();
    }

    private static String bits(Series series) {
        return series.labels()
                + IntStream.range(series.from(), series.to())
                        .mapToObj(i -> "%d %s %s"
                                .formatted(
                                        series.times()[i],
                                        bits(series.values()[i]),
                                        series.isHistogram(i) ? series.histogram(i) : ""))
                        .collect(Collectors.joining(" "));
    }

    private static String bits(double value) {
        return Long.toHexString(Double.doubleToRawLongBits(value));
    }
}
