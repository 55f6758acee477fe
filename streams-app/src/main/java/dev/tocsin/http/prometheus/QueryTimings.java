package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.promql.engine.QueryResult.SampleStatistics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Measures the phases of a query, for parameter {@code stats}. */
final class QueryTimings {
    private static final double NANOS = 1e9;

    private final InstantSource clock;
    private final Instant received;
    private Instant started;
    private Instant parsed;

    QueryTimings(InstantSource clock, Instant received) {
        this.clock = clock;
        this.received = received;
        this.started = received;
        this.parsed = received;
    }

    /** Statistics of a query as in Prometheus's API. */
    record Statistics(Timings timings, Samples samples) {}

    /** Times in seconds. Results are sorted while they are made, so that time is always 0. */
    record Timings(
            double evalTotalTime,
            double resultSortTime,
            double queryPreparationTime,
            double innerEvalTime,
            double execQueueTime,
            double execTotalTime) {}

    record Samples(long totalQueryableSamples, long peakSamples) {}

    /** The query waits no longer. */
    void started() {
        started = clock.instant();
    }

    void parsed() {
        parsed = clock.instant();
    }

    /** Creates the statistics of a query that has just been evaluated. */
    Statistics statistics(SampleStatistics samples) {
        var now = clock.instant();
        return new Statistics(
                new Timings(
                        seconds(started, now),
                        0,
                        seconds(started, parsed),
                        seconds(parsed, now),
                        seconds(received, started),
                        seconds(started, now)),
                new Samples(samples.totalQueryable(), samples.peak()));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / NANOS;
    }
}
