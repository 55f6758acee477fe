package dev.tocsin.evaluation.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.parser.PromqlParser;
import dev.tocsin.evaluation.promql.vectors.EngineOptions;
import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.evaluation.samples.StaleMarker;
import dev.tocsin.labels.Labels;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Random expressions over random series. A failure names its seed. */
class RandomQueriesTest {
    private static final int SEEDS = 400;
    private static final long STEP = 20_000;
    private static final int STEPS = 25;
    private static final String[] METRICS = {"a", "b", "c"};
    private static final String[] RANGE_FUNCTIONS = {
        "rate",
        "increase",
        "delta",
        "irate",
        "avg_over_time",
        "max_over_time",
        "count_over_time",
        "last_over_time",
        "changes",
        "deriv",
        "stddev_over_time"
    };
    private static final String[] AGGREGATIONS = {
        "sum", "avg", "min", "max", "count", "stddev", "group", "topk(2, ", "bottomk(1, ", "quantile(0.3, "
    };
    private static final String[] OPERATORS = {
        "+", "-", "*", "/", "%", "^", "==", "> bool", "<=", "and", "or", "unless", "and on(x)", "* on(x, y)"
    };

    private final Engine engine = new Engine(EngineOptions.DEFAULTS);

    @Test
    void instantQueryEqualsRangeQueryAndAtModifier() {
        var answers = 0;
        for (var seed = 0; seed < SEEDS; seed++) {
            var random = new Random(seed);
            var store = series(random);
            var query = query(random, 3);
            var expr = PromqlParser.parse(query);
            var range = range(store, expr);
            for (var i = 0; i < STEPS; i++) {
                var time = i * STEP;
                var instant = instant(store, expr, time);
                answers += instant.startsWith("{") ? 1 : 0;
                var pinned = PromqlParser.parse(
                        expr.match(new AtModifierRewriter(time)).toString());

                assertThat(instant(store, pinned, time + 77_000))
                        .as("seed %d, pinned: %s", seed, query)
                        .isEqualTo(instant);
                // An error at one step fails the whole range query.
                if (!range.containsKey(-1L)) {
                    assertThat(range.getOrDefault(time, ""))
                            .as("seed %d at %d: %s", seed, time, query)
                            .isEqualTo(instant);
                }
            }
        }
        assertThat(answers).as("answers that are not empty").isGreaterThan(SEEDS * STEPS / 3);
    }

    private static SeriesStore series(Random random) {
        var store = new SeriesStore(100);
        for (var metric : METRICS) {
            for (var i = 0; i < 1 + random.nextInt(4); i++) {
                var labels = Labels.of("__name__", metric, "x", "x" + i % 2, "y", "y" + i);
                var value = random.nextInt(10);
                for (var time = random.nextInt(60_000); time < STEP * STEPS; time += 5_000 + random.nextInt(60_000)) {
                    value = random.nextInt(6) == 0 ? 0 : value + random.nextInt(20);
                    store.append(labels, time, random.nextInt(12) == 0 ? StaleMarker.VALUE : value);
                }
            }
        }
        return store;
    }

    private static String query(Random random, int depth) {
        if (depth == 0) {
            return selector(random);
        }
        return switch (random.nextInt(6)) {
            case 0 -> selector(random);
            case 1 -> pick(random, RANGE_FUNCTIONS) + "(" + selector(random) + "[" + (1 + random.nextInt(4)) + "m])";
            case 2 -> "max_over_time((" + query(random, depth - 1) + ")[2m:30s])";
            case 3 -> aggregation(random, query(random, depth - 1));
            case 4 ->
                "(" + query(random, depth - 1) + ") " + pick(random, OPERATORS) + " (" + query(random, depth - 1) + ")";
            default -> "abs((" + query(random, depth - 1) + ") * 2 > 3)";
        };
    }

    private static String aggregation(Random random, String of) {
        var function = pick(random, AGGREGATIONS);
        var arguments = function.endsWith(" ") ? function + of + ")" : function + "(" + of + ")";
        return arguments + (random.nextBoolean() ? " by (x)" : random.nextBoolean() ? " without (y)" : "");
    }

    private static String selector(Random random) {
        return pick(random, METRICS) + (random.nextInt(3) == 0 ? "{x=~\"x0|z\"}" : "");
    }

    private static String pick(Random random, String[] choice) {
        return choice[random.nextInt(choice.length)];
    }

    private String instant(SeriesStore store, Expr expr, long time) {
        try {
            var elements = new TreeMap<Labels, Double>();
            var value = (Value.Vector) engine.instant(store, expr, time).value();
            value.elements().forEach(element -> elements.put(element.labels(), element.value()));
            return elements.isEmpty() ? "" : elements.toString();
        } catch (EvaluationException e) {
            return e.getMessage();
        }
    }

    /** The result at each step; an error is at -1. */
    private TreeMap<Long, String> range(SeriesStore store, Expr expr) {
        var texts = new TreeMap<Long, String>();
        try {
            var elements = new TreeMap<Long, TreeMap<Labels, Double>>();
            var matrix = (Value.Matrix)
                    engine.range(store, expr, 0, (STEPS - 1) * STEP, STEP).value();
            for (var series : matrix.series()) {
                for (var i = series.from(); i < series.to(); i++) {
                    elements.computeIfAbsent(series.times()[i], time -> new TreeMap<>())
                            .put(series.labels(), series.values()[i]);
                }
            }
            elements.forEach((time, at) -> texts.put(time, at.toString()));
        } catch (EvaluationException e) {
            texts.put(-1L, e.getMessage());
        }
        return texts;
    }
}
