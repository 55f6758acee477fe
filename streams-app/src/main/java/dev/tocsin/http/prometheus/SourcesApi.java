package dev.tocsin.http.prometheus;

import dev.tocsin.http.common.ApiTime;
import dev.tocsin.http.common.Caller.Role;
import dev.tocsin.http.common.Endpoints;
import dev.tocsin.http.common.ResponseEnvelope;
import dev.tocsin.kafka.sources.RefusedRecord;
import dev.tocsin.kafka.sources.SourceStatus;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * {@code GET /api/v1/tocsin/sources}: the sources, as far as this instance reads them.
 *
 * @param problem why the newest sources are not in force; empty if they are
 */
public record SourcesApi(Supplier<List<SourceStatus>> sources, Supplier<String> problem) {
    public void register(RoutesConfig routes) {
        var paths = new Endpoints(routes, ResponseEnvelope::routingError);
        for (var base : PrometheusApi.BASES) {
            paths.get(base + "/tocsin/sources", Role.VIEWER, this::send);
        }
    }

    private record SourcesView(String problem, List<SourceView> sources) {}

    private record SourceView(
            String name,
            String format,
            String topics,
            String state,
            String problem,
            long records,
            long samples,
            int series,
            long lag,
            Map<String, Long> ignored,
            Map<String, Long> refused,
            List<SourcePartitionView> partitions,
            List<RefusedView> refusedRecords) {
        static SourceView of(SourceStatus source) {
            return new SourceView(
                    source.name(),
                    source.format(),
                    source.topics(),
                    source.state(),
                    source.problem(),
                    source.records(),
                    source.samples(),
                    source.series(),
                    source.lag(),
                    source.ignored(),
                    source.refused(),
                    source.partitions().stream().map(SourcePartitionView::of).toList(),
                    source.examples().stream().map(RefusedView::of).toList());
        }
    }

    /** @param processed the first offset that was not processed; -1 if unknown, as the others */
    private record SourcePartitionView(
            String topic, int partition, long processed, long end, long lag, String lastRecord) {
        static SourcePartitionView of(SourceStatus.PartitionStatus one) {
            return new SourcePartitionView(
                    one.topic(), one.partition(), one.processed(), one.end(), one.lag(), timeText(one.lastRecordMs()));
        }
    }

    private record RefusedView(String topic, int partition, long offset, String time, String reason, String detail) {
        static RefusedView of(RefusedRecord one) {
            return new RefusedView(
                    one.topic(), one.partition(), one.offset(), timeText(one.timeMs()), one.reason(), one.detail());
        }
    }

    private static String timeText(long millis) {
        return millis == 0 ? "" : ApiTime.millis(Instant.ofEpochMilli(millis));
    }

    private void send(Context request) {
        ResponseEnvelope.send(
                request,
                new SourcesView(
                        problem.get(),
                        sources.get().stream().map(SourceView::of).toList()));
    }
}
