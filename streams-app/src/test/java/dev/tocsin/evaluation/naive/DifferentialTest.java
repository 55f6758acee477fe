package dev.tocsin.evaluation.naive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.naive.NaiveEvaluator.Query;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.promql.PromqlSyntaxException;
import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.promql.parser.PromqlParser;
import dev.tocsin.evaluation.promql.vectors.EngineOptions;
import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.labels.Labels;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Differential test: the engine and the naive evaluator return the same for random expressions over random series. A
 * failure names its seed. {@code -Dfuzz.seed=N} starts with a seed, {@code -Dfuzz.count=N} sets the number of seeds.
 */
class DifferentialTest {
    private static final String SAME_LABELS = "vector cannot contain metrics with the same labelset";
    private static final long FIRST = Long.getLong("fuzz.seed", 1);
    private static final int COUNT = Integer.getInteger("fuzz.count", 1_500);
    private static final long STEP = 37_000;
    private static final int STEPS = 8;

    private final Engine engine = new Engine(EngineOptions.DEFAULTS);
    private int compared;
    private int notEmpty;

    @Test
    void engineAndNaiveEvaluatorReturnTheSame() {
        for (var seed = FIRST; seed < FIRST + COUNT; seed++) {
            compareSeed(seed);
        }
        System.out.printf("%d answers compared, %d of them not empty%n", compared, notEmpty);
        assertThat(notEmpty).as("answers that are not empty").isGreaterThan(compared / 4);
    }

    void compareSeed(long seed) {
        var random = new Random(seed);
        var series = new RandomSeries(random);
        var store = series.store();
        for (var i = 0; i < 3; i++) {
            var text = new RandomExpression(random).any();
            compare("seed %d: %s".formatted(seed, text), text, series.all(), store, random);
        }
    }

    private void compare(String what, String text, List<NaiveSeries> data, SeriesStore store, Random random) {
        Expr expr;
        try {
            expr = PromqlParser.parse(text, Features.ALL);
        } catch (PromqlSyntaxException e) {
            assertThat(e).as(what).hasMessageContaining("must not occur in ON and GROUP clause at once");
            return;
        }
        try {
            long time = random.nextInt((int) RandomSeries.END);
            var actual = instant(store, expr, time);
            if (!actual.isFailure() || subqueries(expr) < 2) {
                check(what + " at " + time, naive(data, expr, time, time, time), actual);
            }
            checkRange(what, expr, data, store, random.nextInt(400_000));
        } catch (AmbiguousResultException e) {
            assertThat(e).isNotNull();
        }
    }

    private void checkRange(String what, Expr expr, List<NaiveSeries> data, SeriesStore store, long start) {
        var end = start + (STEPS - 1) * STEP;
        var actual = range(store, expr, start, end);
        var failed = false;
        for (var time = start; time <= end; time += STEP) {
            var expected = naive(data, expr, time, start, end);
            failed |= expected.isFailure();
            if (!actual.containsKey(-1L) && !expected.isFailure()) {
                var values = actual.getOrDefault(time, QueryOutcome.NOTHING);
                check("%s from %d to %d at %d".formatted(what, start, end, time), expected, values);
            }
        }
        var failure = actual.get(-1L);
        // A range query rejects equal label sets even if they occur at different steps, and evaluates subqueries also
        // at times between the windows of two steps. Prometheus does the same.
        if (failure == null || !failure.error().equals(SAME_LABELS) && subqueries(expr) == 0) {
            assertThat(failure != null)
                    .as("%s from %d to %d fails: %s", what, start, end, failure)
                    .isEqualTo(failed);
        }
    }

    private static int subqueries(Expr expr) {
        return expr.children().stream().mapToInt(DifferentialTest::subqueries).sum()
                + (expr instanceof Expr.Subquery ? 1 : 0);
    }

    /** The values by labels, or an error. */
    private record QueryOutcome(Map<String, Double> values, String error) {
        static final QueryOutcome NOTHING = new QueryOutcome(Map.of(), "");

        boolean isFailure() {
            return !error.isEmpty();
        }
    }

    private void check(String what, QueryOutcome expected, QueryOutcome actual) {
        compared++;
        notEmpty += expected.values().isEmpty() ? 0 : 1;
        assertThat(actual.isFailure())
                .as("%s fails: %s %s", what, actual, expected)
                .isEqualTo(expected.isFailure());
        assertThat(actual.values().keySet())
                .as(what)
                .isEqualTo(expected.values().keySet());
        expected.values().forEach((labels, value) -> {
            var other = actual.values().get(labels);
            if (!isClose(value, other)) {
                assertThat(other).as("%s, value of %s", what, labels).isEqualTo(value);
            }
        });
    }

    private static boolean isClose(double expected, double actual) {
        return expected == actual
                || Double.isNaN(expected) && Double.isNaN(actual)
                || Math.abs(expected - actual) <= 1e-9 * Math.max(1, Math.abs(expected));
    }

    private static QueryOutcome naive(List<NaiveSeries> data, Expr expr, long time, long start, long end) {
        var evaluator = new NaiveEvaluator(new Query(data, start, end), time);
        try {
            var points = NaiveEvaluator.isScalar(expr)
                    ? List.of(new NaivePoint(Map.of(), evaluator.scalar(expr)))
                    : evaluator.vector(expr);
            return new QueryOutcome(
                    points.stream()
                            .collect(Collectors.toMap(
                                    point -> Labels.of(point.labels()).toString(), NaivePoint::value)),
                    "");
        } catch (NaiveEvaluationException e) {
            return new QueryOutcome(Map.of(), e.getMessage());
        }
    }

    private QueryOutcome instant(SeriesStore store, Expr expr, long time) {
        try {
            var value = engine.instant(store, expr, time).value();
            var values = new TreeMap<String, Double>();
            if (value instanceof Value.Scalar scalar) {
                values.put(Labels.EMPTY.toString(), scalar.value());
            } else {
                ((Value.Vector) value)
                        .elements()
                        .forEach(element -> values.put(element.labels().toString(), element.value()));
            }
            return new QueryOutcome(values, "");
        } catch (EvaluationException e) {
            return new QueryOutcome(Map.of(), e.getMessage());
        }
    }

    /** The outcome at each step; an error is at -1. */
    private Map<Long, QueryOutcome> range(SeriesStore store, Expr expr, long start, long end) {
        var answers = new TreeMap<Long, QueryOutcome>();
        try {
            var matrix =
                    (Value.Matrix) engine.range(store, expr, start, end, STEP).value();
            for (var series : matrix.series()) {
                for (var i = series.from(); i < series.to(); i++) {
                    answers.computeIfAbsent(series.times()[i], time -> new QueryOutcome(new TreeMap<>(), ""))
                            .values()
                            .put(series.labels().toString(), series.values()[i]);
                }
            }
        } catch (EvaluationException e) {
            answers.put(-1L, new QueryOutcome(Map.of(), e.getMessage()));
        }
        return answers;
    }
}
