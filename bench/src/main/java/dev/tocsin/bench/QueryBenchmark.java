package dev.tocsin.bench;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.promql.parser.PromqlParser;
import dev.tocsin.evaluation.promql.vectors.EngineOptions;
import dev.tocsin.evaluation.samples.SeriesStore;
import java.io.PrintStream;
import java.util.List;

/** The cost of queries per series that they seriesRead. */
final class QueryBenchmark {
    private static final int SAMPLES = 60;
    private static final List<Integer> SIZES = List.of(1_000, 10_000, 100_000);
    private static final int RANGE_SIZE = 10_000;
    private static final int RANGE_STEPS = 41;

    /** @param seriesReadPercent the percentage of the series of the fleet that the query reads */
    private record QueryCase(String name, String text, double seriesReadPercent) {
        Expr expr() {
            return PromqlParser.parse(text, Features.STABLE);
        }
    }

    private static final List<QueryCase> CASES = List.of(
            new QueryCase("selector", "http_request_duration_seconds_bucket", 40),
            new QueryCase("selector, by regular expression", "http_requests_total{code=~\"4..|5..\"}", 10),
            new QueryCase("`rate(x[5m])`", "rate(http_request_duration_seconds_bucket[5m])", 40),
            new QueryCase("`avg_over_time(x[5m])`", "avg_over_time(cpu_usage_ratio[5m])", 5),
            new QueryCase("`sum by (service) (x)`", "sum by (service) (http_request_duration_seconds_bucket)", 40),
            new QueryCase("`sum by (service) (rate(x[5m]))`", "sum by (service) (rate(http_requests_total[5m]))", 15),
            new QueryCase("join one to one", "fs_avail_bytes / fs_size_bytes", 10),
            new QueryCase(
                    "join, `group_left`", "http_requests_total * on (instance) group_left (version) build_info", 20),
            new QueryCase(
                    "`histogram_quantile`, classic",
                    "histogram_quantile(0.99, http_request_duration_seconds_bucket)",
                    40),
            new QueryCase(
                    "`histogram_quantile` of rates, classic",
                    "histogram_quantile(0.99, sum by (service, le) (rate(http_request_duration_seconds_bucket[5m])))",
                    40),
            new QueryCase("`histogram_quantile`, native", "histogram_quantile(0.99, request_duration_seconds)", 10),
            new QueryCase(
                    "`histogram_quantile` of rates, native",
                    "histogram_quantile(0.99, sum by (service) (rate(request_duration_seconds[5m])))",
                    10));

    private final PrintStream out;
    private final Engine engine = new Engine(EngineOptions.DEFAULTS);

    private QueryBenchmark(PrintStream out) {
        this.out = out;
    }

    static void print(PrintStream out) {
        new QueryBenchmark(out).print();
    }

    private void print() {
        var stores = SIZES.stream().map(QueryBenchmark::store).toList();
        warmUpAll(stores.get(0));
        out.printf(
                "| query | %s | %d steps, %s |%n",
                String.join(" | ", SIZES.stream().map("%,d"::formatted).toList()),
                RANGE_STEPS,
                "%,d".formatted(RANGE_SIZE));
        out.println("|---|" + "---|".repeat(SIZES.size() + 1));
        for (var query : CASES) {
            out.printf("| %s |", query.name());
            for (var i = 0; i < SIZES.size(); i++) {
                out.printf(
                        " %s |",
                        instant(query, stores.get(i)).dividedBy(SIZES.get(i) * query.seriesReadPercent() / 100));
                out.flush();
            }
            var seriesRead = RANGE_SIZE * query.seriesReadPercent() / 100 * RANGE_STEPS;
            out.printf(
                    " %s |%n",
                    range(query, stores.get(SIZES.indexOf(RANGE_SIZE))).dividedBy(seriesRead));
        }
    }

    private static SeriesStore store(int size) {
        var store = new SeriesStore(2 * size);
        var fleet = SyntheticFleet.ofSeries(size);
        fleet.fill(store, SAMPLES);
        fleet.fillNative(store, SAMPLES);
        return store;
    }

    /** Runs all queries first, so that no query runs code that is optimised for it alone. */
    private void warmUpAll(SeriesStore store) {
        for (var query : CASES) {
            var expr = query.expr();
            CpuMeter.warmUp(() -> engine.instant(store, expr, end()));
            CpuMeter.warmUp(() -> engine.range(store, expr, start(), end(), SyntheticFleet.INTERVAL_MILLIS));
        }
    }

    private Cost instant(QueryCase query, SeriesStore store) {
        var expr = query.expr();
        return CpuMeter.ofThread(() -> engine.instant(store, expr, end()));
    }

    private Cost range(QueryCase query, SeriesStore store) {
        var expr = query.expr();
        return CpuMeter.ofThread(() -> engine.range(store, expr, start(), end(), SyntheticFleet.INTERVAL_MILLIS));
    }

    private static long end() {
        return (SAMPLES - 1) * SyntheticFleet.INTERVAL_MILLIS;
    }

    private static long start() {
        return end() - (RANGE_STEPS - 1) * SyntheticFleet.INTERVAL_MILLIS;
    }
}
