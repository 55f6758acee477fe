package dev.tocsin.app;

import dev.tocsin.config.DataSourcesReader;
import dev.tocsin.datasources.DataSourceClients;
import dev.tocsin.datasources.DataSourceStatus;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.codec.StoredRecord;
import dev.tocsin.kafka.replica.ReplicaEntry;
import dev.tocsin.telemetry.Telemetry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The data sources in force on this instance, and the problem of a newer document that is not. */
final class CurrentDataSources {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentDataSources.class);

    private final DataSourceClients clients;
    private volatile String problem = "";

    CurrentDataSources(DataSourceClients clients) {
        this.clients = clients;
    }

    /** Returns why the newest document is not in force; empty if it is. */
    String problem() {
        return problem;
    }

    /** The state of each data source. */
    List<DataSourceStatus> statuses() {
        return clients.statuses();
    }

    /** Applies the document in force, and remembers the problem of a newer one that was rejected. */
    void apply(Optional<ReplicaEntry<ConfigDocument>> entry) {
        problem = entry.flatMap(ReplicaEntry::rejected)
                .map(StoredRecord.Rejected::reason)
                .map(reason -> "data sources: " + reason)
                .orElse("");
        if (!problem.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("reason", problem)
                    .log("The new data sources are not valid; the last valid ones stay in force");
        }
        var sources = entry.flatMap(ReplicaEntry::value)
                .map(document -> DataSourcesReader.read(ConfigDocument.DATA_SOURCES, document.document()))
                .orElse(List.of());
        clients.configure(sources);
    }

    void registerMetrics(Telemetry telemetry) {
        telemetry.gauge(
                "tocsin_data_sources_valid",
                "Whether the newest document of data sources is in force (1) or was rejected (0)",
                () -> problem.isEmpty() ? 1 : 0);
        gauge(
                telemetry,
                "tocsin_data_source_in_flight",
                "Queries that a data source works on",
                DataSourceStatus::inFlight);
        gauge(
                telemetry,
                "tocsin_data_source_waiting",
                "Queries that wait for a free place of a data source",
                DataSourceStatus::waiting);
        gauge(
                telemetry,
                "tocsin_data_source_answers",
                "Queries that a data source has answered since it was configured",
                DataSourceStatus::answered);
        gauge(
                telemetry,
                "tocsin_data_source_failures",
                "Queries that a data source has not answered since it was configured, each attempt counted",
                DataSourceStatus::failed);
        gauge(
                telemetry,
                "tocsin_data_source_seconds",
                "Duration of all queries of a data source since it was configured",
                status -> status.tookInAll().toMillis() / 1e3);
        gauge(
                telemetry,
                "tocsin_data_source_last_answer_timestamp_seconds",
                "Time of the last answer of a data source; 0 if there was none",
                status -> status.lastAnswerAt().map(Instant::toEpochMilli).orElse(0L) / 1e3);
    }

    private void gauge(Telemetry telemetry, String name, String help, ToDoubleFunction<DataSourceStatus> value) {
        telemetry.gauges(name, help, "data_source", () -> {
            Map<String, Double> values = new TreeMap<>();
            clients.statuses().forEach(status -> values.put(status.source().name(), value.applyAsDouble(status)));
            return values;
        });
    }
}
