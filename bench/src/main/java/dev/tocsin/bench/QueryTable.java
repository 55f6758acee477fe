package dev.tocsin.bench;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.promql.parser.PromqlParser;
import dev.tocsin.evaluation.promql.vectors.Options;
import dev.tocsin.evaluation.samples.SeriesStore;
import java.io.PrintStream;
import java.util.List;

/** What a query costs for each series that it reads. */
final class QueryTable {
    private static final int SAMPLES = 60;
    private static final List<Integer> SIZES = List.of(1_000, 10_000, 100_000);
    private static final int RANGE_SIZE = 10_000;
    private static final int RANGE_STEPS = 41;

    /** A kind of query, and how many of a hundred series of the fleet it reads. */
    private record Shape(String name, String text, double read) {
        Expr expr() {
            return PromqlParser.parse(text, Features.STABLE);
        }
    }

    private static final List<Shape> SHAPES = List.of(
            new Shape("selector", "http_request_duration_seconds_bucket", 40),
            new Shape("selector, by regular expression", "http_requests_total{code=~\"4..|5..\"}", 10),
            new Shape("`rate(x[5m])`", "rate(http_request_duration_seconds_bucket[5m])", 40),
            new Shape("`avg_over_time(x[5m])`", "avg_over_time(cpu_usage_ratio[5m])", 5),
            new Shape("`sum by (service) (x)`", "sum by (service) (http_request_duration_seconds_bucket)", 40),
            new Shape("`sum by (service) (rate(x[5m]))`", "sum by (service) (rate(http_requests_total[5m]))", 15),
            new Shape("join one to one", "fs_avail_bytes / fs_size_bytes", 10),
            new Shape("join, `group_left`", "http_requests_total * on (instance) group_left (version) build_info", 20),
            new Shape(
                    "`histogram_quantile`, classic",
                    "histogram_quantile(0.99, http_request_duration_seconds_bucket)",
                    40),
            new Shape(
                    "`histogram_quantile` of rates, classic",
                    "histogram_quantile(0.99, sum by (service, le) (rate(http_request_duration_seconds_bucket[5m])))",
                    40),
            new Shape("`histogram_quantile`, native", "histogram_quantile(0.99, request_duration_seconds)", 10),
            new Shape(
                    "`histogram_quantile` of rates, native",
                    "histogram_quantile(0.99, sum by (service) (rate(request_duration_seconds[5m])))",
                    10));

    private final PrintStream out;
    private final Engine engine = new Engine(Options.DEFAULTS);

    private QueryTable(PrintStream out) {
        this.out = out;
    }

    static void print(PrintStream out) {
        new QueryTable(out).print();
    }

    private void print() {
        var stores = SIZES.stream().map(QueryTable::store).toList();
        mix(stores.get(0));
        out.printf(
                "| query | %s | %d steps, %s |%n",
                String.join(" | ", SIZES.stream().map("%,d"::formatted).toList()),
                RANGE_STEPS,
                "%,d".formatted(RANGE_SIZE));
        out.println("|---|" + "---|".repeat(SIZES.size() + 1));
        for (var shape : SHAPES) {
            out.printf("| %s |", shape.name());
            for (var i = 0; i < SIZES.size(); i++) {
                out.printf(" %s |", instant(shape, stores.get(i)).each(SIZES.get(i) * shape.read() / 100));
                out.flush();
            }
            var read = RANGE_SIZE * shape.read() / 100 * RANGE_STEPS;
            out.printf(
                    " %s |%n",
                    range(shape, stores.get(SIZES.indexOf(RANGE_SIZE))).each(read));
        }
    }

    private static SeriesStore store(int size) {
        var store = new SeriesStore(2 * size);
        var fleet = Fleet.ofSeries(size);
        fleet.fill(store, SAMPLES);
        fleet.fillNative(store, SAMPLES);
        return store;
    }

    /** So that no query finds code that was compiled for it alone. */
    private void mix(SeriesStore store) {
        for (var shape : SHAPES) {
            var expr = shape.expr();
            Meter.warmUp(() -> engine.instant(store, expr, end()));
            Meter.warmUp(() -> engine.range(store, expr, start(), end(), Fleet.INTERVAL));
        }
    }

    private Cost instant(Shape shape, SeriesStore store) {
        var expr = shape.expr();
        return Meter.ofThread(() -> engine.instant(store, expr, end()));
    }

    private Cost range(Shape shape, SeriesStore store) {
        var expr = shape.expr();
        return Meter.ofThread(() -> engine.range(store, expr, start(), end(), Fleet.INTERVAL));
    }

    private static long end() {
        return (SAMPLES - 1) * Fleet.INTERVAL;
    }

    private static long start() {
        return end() - (RANGE_STEPS - 1) * Fleet.INTERVAL;
    }
}
