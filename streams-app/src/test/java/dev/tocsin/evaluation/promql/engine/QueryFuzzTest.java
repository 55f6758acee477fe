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
import dev.tocsin.evaluation.rules.unittest.SeriesDescription;
import dev.tocsin.evaluation.samples.SeriesStore;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random and broken expressions at absurd times: each has a result or an error of the language, within its bounds.
 *
 * <p>{@code -Dfuzz.seconds=N} sets the time (4 by default), {@code -Dfuzz.seed=N} the first seed (1 by default, so that a build can be
 * repeated).
 */
class QueryFuzzTest {
    private static final long MINUTE = 60_000;
    private static final int MAX_SAMPLES = 20_000;
    private static final Duration SLOWEST = Duration.ofSeconds(5);
    private static final String[] SERIES = {
        "a{x=\"1\", y=\"2\"} 0+60x20 5 10 stale _ 7+1x5",
        "a{x=\"2\", y=\"2\"} NaN Inf -Inf 1e308 -1e308 0 -0 5e-324x9",
        "b_total{x=\"1\"} 1+1x30",
        "b_bucket{le=\"1\"} 2x10",
        "b_bucket{le=\"+Inf\"} 9x10",
        "b_bucket{le=\"x\"} 9x10",
        "h{x=\"1\"} {{schema:3 sum:5 count:4 buckets:[1 2 1]}}+{{count:4 sum:5 buckets:[1 2 1]}}x9 {{count:1}} 5 {{}}",
        "h{x=\"2\"} {{schema:-4 count:4 offset:2000000000 buckets:[1 2 1] n_buckets:[4]}}x9 {{schema:8 count:1 buckets:[1]}}x9",
        "h{x=\"3\"} {{schema:-53 sum:1 count:4 custom_values:[5 10] buckets:[1 2 1]}}x9 {{schema:-53 custom_values:[7] buckets:[1]}}x9",
        "target_info{x=\"1\", instance=\"i\", job=\"j\"} 1x30"
    };

    private final SeriesStore store = new SeriesStore(100);

    QueryFuzzTest() {
        for (var line : SERIES) {
            var series = SeriesDescription.parse(line);
            for (var i = 0; i < series.values().size(); i++) {
                var time = i * MINUTE;
                series.values().get(i).ifPresent(item -> store.append(series.labels(), item.toSample(time)));
            }
        }
    }

    @Test
    void eachQueryHasAResultOrAnErrorOfTheLanguage() {
        var first = Long.getLong("fuzz.seed", 1);
        var end = System.nanoTime()
                + Duration.ofSeconds(Long.getLong("fuzz.seconds", 4)).toNanos();
        var seed = first;
        var results = 0;
        for (; System.nanoTime() < end; seed++) {
            results += hasResult(seed) ? 1 : 0;
        }
        System.out.printf("QueryFuzzTest: seeds %d to %d, %d results%n", first, seed - 1, results);
        assertThat(results).as("queries with a result").isGreaterThan((int) ((seed - first) / 10));
    }

    private boolean hasResult(long seed) {
        var random = new Random(seed);
        var text = new RandomExpression(random).text();
        var budget = SampleBudget.of(50_000);
        var options = new EngineOptions(
                Duration.ofMillis(random.nextInt(20) > 0 ? 5 * MINUTE : 1 + Math.abs(millis(random))),
                Duration.ofMinutes(1),
                MAX_SAMPLES,
                random.nextInt(8) > 0 ? Features.ALL : Features.STABLE);
        var query = new Query(new Engine(options, budget), text, random);
        var started = System.nanoTime();
        try {
            query.run();
            return true;
        } catch (PromqlSyntaxException | EvaluationException | DurationException e) {
            assertThat(e.getMessage())
                    .as("seed %d: %s", seed, query)
                    .isNotBlank()
                    .hasSizeLessThan(100_000);
            return false;
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            throw new AssertionError("seed %d: %s".formatted(seed, query), e);
        } finally {
            assertThat(budget.reserved()).as("samples after seed %d", seed).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - started))
                    .as("time of seed %d: %s", seed, query)
                    .isLessThan(SLOWEST);
        }
    }

    /** A time between the years 1691 and 2248: the HTTP interface takes no others. */
    private static long millis(Random random) {
        return random.nextLong() >> 20 + random.nextInt(43);
    }

    /** A query of an engine, at times that depend on a seed. One in eight is canceled after some checks. */
    private final class Query {
        private final Engine engine;
        private final String text;
        private final boolean isRange;
        private final long start;
        private final long end;
        private final long step;
        private long checksLeft;

        Query(Engine engine, String text, Random random) {
            this.engine = engine;
            this.text = text;
            isRange = random.nextInt(3) == 0;
            start = random.nextInt(8) > 0 ? random.nextInt(40) * MINUTE : millis(random);
            end = random.nextInt(8) > 0 ? start + random.nextInt(40) * MINUTE : Math.max(start, millis(random));
            step = random.nextInt(8) > 0 ? MINUTE : 1 + Math.abs(millis(random));
            checksLeft = random.nextInt(8) > 0 ? Long.MAX_VALUE : random.nextInt(50);
        }

        void run() {
            var expr = engine.parse(text);
            assertThat(engine.parse(expr.toString()).type()).isEqualTo(expr.type());
            try (var samples = engine.openSamples()) {
                var result = evaluate(expr, samples);
                assertThat(samples.peak()).isLessThanOrEqualTo(MAX_SAMPLES);
                assertThat(result.value().toString()).isNotNull();
                assertThat(checksLeft).as("checks after the cancellation").isNotNegative();
            }
        }

        private QueryResult evaluate(Expr expr, SampleBudget.Usage samples) {
            return isRange
                    ? engine.range(store, expr, start, end, step, this::state, samples)
                    : engine.instant(store, expr, start, this::state, samples);
        }

        private Cancellation.State state() {
            return --checksLeft < 0 ? Cancellation.State.CANCELED : Cancellation.State.ACTIVE;
        }

        @Override
        public String toString() {
            return "%s from %d to %d in steps of %d: %s"
                    .formatted(isRange ? "range" : "instant", start, end, step, text);
        }
    }
}
