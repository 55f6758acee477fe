package dev.tocsin.evaluation.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.promql.vectors.Cancellation;
import dev.tocsin.evaluation.promql.vectors.EngineOptions;
import dev.tocsin.evaluation.promql.vectors.SampleBudget;
import dev.tocsin.evaluation.samples.Queryable;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.labels.Labels;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries of one tick share the results of their common sub-expressions, and fail each by itself. */
@Timeout(60)
class SharedResultsTest {
    private static final long NOW = 600_000;

    private final SeriesStore store = new SeriesStore(100);
    private final AtomicInteger selections = new AtomicInteger();

    private final Queryable source = (matchers, after, until, check, action) -> {
        selections.incrementAndGet();
        store.select(matchers, after, until, check, action);
    };

    SharedResultsTest() {
        for (var i = 0; i < 10; i++) {
            for (var time = 0L; time <= NOW; time += 15_000) {
                store.append(Labels.of(Labels.NAME, "x_total", "i", "i" + i), time, i * time);
                store.append(Labels.of(Labels.NAME, "y", "i", "i" + i), time, i + time % 7);
            }
        }
    }

    @ParameterizedTest(name = "{0}: {1} selections")
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            # queries, separated by semicolons                               | selections
            y > 1; y > 2; y>3                                                | 1
            rate(x_total[5m]) > 1; sum(rate(x_total[5m])) > 2                | 1
            rate(x_total[5m]); increase(x_total[5m])                         | 1
            y + y                                                            | 1
            y > 1; (y) > 1                                                   | 1
            y{i="i1"} > 1; y{i="i2"} > 1                                     | 2
            y > 1; y offset 1m > 1                                           | 2
            y > 1; y @ 300 > 1; y @ 300.000 > 2                              | 2
            x_total[5m]; rate(x_total[300s])                                 | 1
            max_over_time(y[5m:1m]) > 1; min_over_time(y[5m:1m]) > 1         | 1
            max_over_time(y[5m:1m]) > 1; y > 1                               | 2
            topk(2, y) > 1; topk(3, y) > 1                                   | 1
            absent(y{i="i1",i=~".+"}) > 0; absent(y{i=~".+",i="i1"}) > 0     | 2
            scalar(y{i="i1"}) * 1; scalar(y{i="i1"}) * 2                     | 1
            histogram_quantile(0.9, y) > 1; y > 1                            | 2
            info(y); y                                                       | 1
            """)
    void equalSubexpressionsAreEvaluatedOnce(String queries, int expected) {
        var engine = new Engine(options(Features.ALL));
        var exprs = Stream.of(queries.split(";")).map(engine::parse).toList();
        try (var shared = engine.share(common(exprs))) {
            for (var expr : exprs) {
                instant(engine, expr, Cancellation.NEVER, shared);
            }
        }
        assertThat(selections.get() - (queries.contains("info") ? 1 : 0)).isEqualTo(expected);
    }

    /** Annotations are at the position in the text of each query, and statistics count what a query alone would read. */
    @Test
    void annotationsAndStatisticsAreThoseOfAQueryAlone() {
        var engine = new Engine(options(Features.STABLE));
        var texts = List.of("rate(y[5m]) > 1", "  sum(\n  rate( y[5m] ) ) > 2", "quantile(7, rate(y[5m]))");
        var exprs = texts.stream().map(engine::parse).toList();
        try (var shared = engine.share(common(exprs))) {
            for (var i = 0; i < texts.size(); i++) {
                var alone = engine.instant(store, exprs.get(i), NOW);
                var together = instant(engine, exprs.get(i), Cancellation.NEVER, shared);
                assertThat(together).isEqualTo(alone);
                assertThat(together.infos(texts.get(i))).isNotEmpty().isEqualTo(alone.infos(texts.get(i)));
            }
        }
        assertThat(selections).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"y > 1", "sum(y)", "sum(rate(x_total[5m]))", "max_over_time(y[5m:15s])", "y * on(i) y"})
    void aQueryExceedsItsSampleLimitAsIfItWereAlone(String text) {
        for (var limit = 1; limit < 500; limit += 3) {
            var engine =
                    new Engine(new EngineOptions(Duration.ofMinutes(5), Duration.ofMinutes(1), limit, Features.STABLE));
            var unlimited = new Engine(options(Features.STABLE));
            var exprs = List.of(engine.parse(text), engine.parse(text), engine.parse("x_total + on(i) (" + text + ")"));
            try (var shared = unlimited.share(common(exprs))) {
                for (var expr : exprs) {
                    assertThat(outcome(engine, expr, shared))
                            .as("%s with limit %d", expr, limit)
                            .isEqualTo(outcome(engine, expr, SharedResults.NONE));
                    instant(unlimited, expr, Cancellation.NEVER, shared);
                }
            }
        }
    }

    @Test
    void aTimeoutFailsOnlyTheQueryThatTimedOut() {
        var engine = new Engine(options(Features.STABLE));
        var exprs = List.of(engine.parse("sum(rate(x_total[5m])) > 1"), engine.parse("sum(rate(x_total[5m])) > 2"));
        try (var shared = engine.share(common(exprs))) {
            var checks = new AtomicInteger();
            assertThatThrownBy(() -> instant(
                            engine,
                            exprs.get(0),
                            () -> checks.incrementAndGet() > 9
                                    ? Cancellation.State.TIMED_OUT
                                    : Cancellation.State.ACTIVE,
                            shared))
                    .hasMessageContaining("query timed out");
            assertThat(instant(engine, exprs.get(1), Cancellation.NEVER, shared))
                    .isEqualTo(engine.instant(store, exprs.get(1), NOW));
        }
    }

    @Test
    void anErrorOfACommonPartFailsEachQueryWithItsOwnPosition() {
        var engine = new Engine(options(Features.STABLE));
        var texts = List.of("sum(rate(x_total[1h / step()])) > 1", "   sum(rate(x_total[1h / step()])) > 2");
        var exprs = texts.stream().map(engine::parse).toList();
        try (var shared = engine.share(common(exprs))) {
            for (var expr : exprs) {
                assertThat(outcome(engine, expr, shared)).isEqualTo(outcome(engine, expr, SharedResults.NONE));
            }
        }
    }

    /** A query that waits for another one has a timeout of its own, so it does not wait for long. */
    @Test
    void aQueryDoesNotWaitForeverForAnother() throws Exception {
        var engine = new Engine(options(Features.STABLE));
        var exprs = List.of(engine.parse("sum(y) > 1"), engine.parse("sum(y) > 1"));
        var started = new CountDownLatch(1);
        var finish = new CountDownLatch(1);
        Queryable stuck = (matchers, after, until, check, action) -> {
            started.countDown();
            await(finish);
            store.select(matchers, after, until, check, action);
        };
        var slow = new Thread[1];
        try (var shared = engine.share(common(exprs))) {
            slow[0] = new Thread(() -> {
                try (var samples = engine.openSamples()) {
                    engine.instant(stuck, exprs.get(0), NOW, Cancellation.NEVER, samples, shared);
                }
            });
            slow[0].start();
            started.await();
            assertThat(instant(engine, exprs.get(1), Cancellation.NEVER, shared))
                    .isEqualTo(engine.instant(store, exprs.get(1), NOW));
            var late = new AtomicInteger();
            assertThatThrownBy(() -> instant(
                            engine,
                            exprs.get(1),
                            () -> late.incrementAndGet() > 5 ? Cancellation.State.TIMED_OUT : Cancellation.State.ACTIVE,
                            shared))
                    .hasMessageContaining("query timed out");
        } finally {
            finish.countDown();
            slow[0].join();
        }
    }

    @Test
    void manyThreadsComputeEachResultOnce() throws Exception {
        var engine = new Engine(options(Features.STABLE), SampleBudget.of(1_000_000));
        var exprs = IntStream.range(0, 200)
                .mapToObj(i -> engine.parse("sum by (i) (rate(x_total[5m])) + on(i) y > " + i % 20))
                .toList();
        var alone = exprs.stream().map(expr -> engine.instant(store, expr, NOW)).toList();
        var pool = Executors.newFixedThreadPool(8);
        try (var shared = engine.share(common(exprs))) {
            var together = exprs.stream()
                    .map(expr -> CompletableFuture.supplyAsync(
                            () -> instant(engine, expr, Cancellation.NEVER, shared), pool))
                    .toList();
            for (var i = 0; i < exprs.size(); i++) {
                assertThat(together.get(i).get()).isEqualTo(alone.get(i));
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(selections).hasValue(2);
        assertThat(engine.budget().reserved()).isZero();
    }

    /** Shared results take a part of the budget. Without room each query computes its own. */
    @Test
    void resultsThatDoNotFitAreNotKept() {
        for (var total : new long[] {100, 4_000, 9_000, 40_000, 1_000_000}) {
            var engine = new Engine(options(Features.STABLE), SampleBudget.of(total));
            var exprs = List.of(engine.parse("y > 1"), engine.parse("y > 2"), engine.parse("y > 3"));
            var shared = engine.share(common(exprs));
            for (var expr : exprs) {
                assertThat(outcome(engine, expr, shared))
                        .as("budget of %d", total)
                        .isEqualTo(outcome(engine, expr, SharedResults.NONE));
            }
            shared.close();
            assertThat(outcome(engine, exprs.get(0), shared))
                    .isEqualTo(outcome(engine, exprs.get(0), SharedResults.NONE));
            assertThat(engine.budget().reserved()).isZero();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EngineOptions options(Features features) {
        return new EngineOptions(Duration.ofMinutes(5), Duration.ofMinutes(1), 1_000_000, features);
    }

    private static CommonSubexpressions common(List<Expr> exprs) {
        var common = new CommonSubexpressions.Builder();
        exprs.forEach(expr -> common.add(expr, selector -> true));
        return common.build();
    }

    private QueryResult instant(Engine engine, Expr expr, Cancellation cancellation, SharedResults shared) {
        try (var samples = engine.openSamples()) {
            return engine.instant(source, expr, NOW, cancellation, samples, shared);
        }
    }

    private String outcome(Engine engine, Expr expr, SharedResults shared) {
        try {
            return instant(engine, expr, Cancellation.NEVER, shared).toString();
        } catch (RuntimeException e) {
            return e.toString();
        }
    }
}
