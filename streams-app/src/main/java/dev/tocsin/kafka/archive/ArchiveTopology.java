package dev.tocsin.kafka.archive;

import dev.tocsin.archive.AlertHistory;
import dev.tocsin.archive.ArchiveTable;
import dev.tocsin.archive.AuditRows;
import dev.tocsin.archive.HistoryRetention;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.log.Progress;
import dev.tocsin.kafka.log.Timestamps;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Folds the shared topics into tables. Stores are cached, so they write changed rows to their changelogs at each commit,
 * not at each record. A sink connector reads the changelogs.
 */
final class ArchiveTopology {
    private static final String CLUSTER_LOG = "archive-cluster-log";
    private static final String ALERT_STATE = "archive-alert-state";
    private static final String ALERTS = "archive-alerts";
    private static final String AUDIT = "archive-audit";

    private final Topology topology = new Topology();
    private final Topics topics;
    private final Deserializer<byte[]> values;
    private final HistoryRetention retention;
    private final Progress progress;
    private final LongAdder shortenedRows;

    /**
     * @param values deserializer of values, for the folds
     * @param historyRetention how long rows of the history tables are kept
     * @param shortenedRows counts the rows that were too large
     */
    ArchiveTopology(
            Topics topics,
            Deserializer<byte[]> values,
            Duration historyRetention,
            Progress progress,
            LongAdder shortenedRows) {
        this.topics = topics;
        this.values = values;
        this.retention = new HistoryRetention(historyRetention);
        this.progress = progress;
        this.shortenedRows = shortenedRows;
    }

    Topology build() {
        addSource(topics.clusterLog().name(), CLUSTER_LOG, this::clusterLog);
        addSource(topics.alertState().name(), ALERT_STATE, this::alertStates);
        addSource(topics.alerts().name(), ALERTS, this::postedAlerts);
        addSource(topics.audit().name(), AUDIT, this::audit);
        addStore(ArchiveTable.SILENCES, CLUSTER_LOG);
        addStore(ArchiveTable.NOTIFICATION_LOG, CLUSTER_LOG);
        addStore(ArchiveTable.NOTIFICATION_HISTORY, CLUSTER_LOG);
        addStore(ArchiveTable.ALERT_STATE, ALERT_STATE);
        addStore(ArchiveTable.ALERT_HISTORY, ALERT_STATE, ALERTS);
        addStore(ArchiveTable.POSTED_ALERTS, ALERTS);
        addStore(ArchiveTable.AUDIT, AUDIT);
        return topology;
    }

    private Processor<byte[], byte[], Void, Void> clusterLog() {
        var stores = new ArchiveStores(shortenedRows);
        return new ArchiveProcessor(
                stores,
                List.of(ArchiveTable.SILENCES, ArchiveTable.NOTIFICATION_LOG, ArchiveTable.NOTIFICATION_HISTORY),
                ArchiveFold.clusterLog(topics.clusterLog(), stores),
                now -> stores.deleteExpired(ArchiveTable.NOTIFICATION_HISTORY, retention, now),
                progress);
    }

    private Processor<byte[], byte[], Void, Void> alertStates() {
        var stores = new ArchiveStores(shortenedRows);
        return new ArchiveProcessor(
                stores,
                List.of(ArchiveTable.ALERT_STATE, ArchiveTable.ALERT_HISTORY),
                ArchiveFold.alertStates(topics, new AlertHistory(stores)),
                now -> stores.deleteExpired(ArchiveTable.ALERT_HISTORY, retention, now),
                progress);
    }

    private Processor<byte[], byte[], Void, Void> postedAlerts() {
        var stores = new ArchiveStores(shortenedRows);
        var alerts = new AlertHistory(stores);
        return new ArchiveProcessor(
                stores,
                List.of(ArchiveTable.POSTED_ALERTS, ArchiveTable.ALERT_HISTORY),
                ArchiveFold.postedAlerts(topics, alerts),
                now -> stores.resolveExpired(alerts, now),
                progress);
    }

    private Processor<byte[], byte[], Void, Void> audit() {
        var stores = new ArchiveStores(shortenedRows);
        var auditRetention = new HistoryRetention(topics.settings().auditRetention());
        return new ArchiveProcessor(
                stores,
                List.of(ArchiveTable.AUDIT),
                ArchiveFold.audit(topics, new AuditRows(stores)),
                now -> stores.deleteExpired(ArchiveTable.AUDIT, auditRetention, now),
                progress);
    }

    private void addSource(String topic, String name, ProcessorSupplier<byte[], byte[], Void, Void> processor) {
        var source = name + "-in";
        topology.addSource(
                AutoOffsetReset.earliest(), source, Timestamps::ofRecord, new ByteArrayDeserializer(), values, topic);
        topology.addProcessor(name, processor, source);
    }

    private void addStore(ArchiveTable table, String... processors) {
        topology.addStateStore(store(table), processors);
    }

    private static StoreBuilder<KeyValueStore<byte[], byte[]>> store(ArchiveTable table) {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(table.tableName()), Serdes.ByteArray(), Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingEnabled(changelog());
    }

    // A sink that was stopped for less than a week still reads all tombstones.
    private static Map<String, String> changelog() {
        return Map.of(
                "delete.retention.ms", Long.toString(Duration.ofDays(7).toMillis()),
                "segment.ms", Long.toString(Duration.ofHours(6).toMillis()));
    }
}
