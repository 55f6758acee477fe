package dev.tocsin.kafka.archive;

import dev.tocsin.archive.AlertHistory;
import dev.tocsin.archive.Outlived;
import dev.tocsin.archive.Table;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.log.Progress;
import dev.tocsin.kafka.log.Readers;
import dev.tocsin.kafka.log.Times;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
 * The shared topics folded into tables, shared out over the instances. A table's store writes to its changelog when it
 * commits, not with every record; the changelog is what a sink reads.
 */
final class ArchiveTopology {
    private static final String CLUSTER_LOG = "archive-cluster-log";
    private static final String ALERT_STATE = "archive-alert-state";
    private static final String ALERTS = "archive-alerts";

    private final Topology topology = new Topology();
    private final Topics topics;
    private final Deserializer<byte[]> values;
    private final Readers readers;
    private final Outlived outlived;
    private final Progress progress;

    /**
     * @param values turns what is in the topics into what the folds can decode
     * @param historyKept for how long history is kept
     */
    ArchiveTopology(
            Topics topics, Deserializer<byte[]> values, Readers readers, Duration historyKept, Progress progress) {
        this.topics = topics;
        this.values = values;
        this.readers = readers;
        this.outlived = new Outlived(historyKept);
        this.progress = progress;
    }

    Topology build() {
        read(topics.clusterLog(), CLUSTER_LOG, this::clusterLog);
        read(topics.alertState(), ALERT_STATE, this::alertStates);
        read(topics.alerts(), ALERTS, this::postedAlerts);
        keep(Table.SILENCES, CLUSTER_LOG);
        keep(Table.NOTIFICATION_LOG, CLUSTER_LOG);
        keep(Table.NOTIFICATION_HISTORY, CLUSTER_LOG);
        keep(Table.ALERT_STATE, ALERT_STATE);
        keep(Table.ALERT_HISTORY, ALERT_STATE, ALERTS);
        keep(Table.POSTED_ALERTS, ALERTS);
        return topology;
    }

    private Processor<byte[], byte[], Void, Void> clusterLog() {
        var stores = new ArchiveStores();
        return new ArchiveProcessor(
                stores,
                List.of(Table.SILENCES, Table.NOTIFICATION_LOG, Table.NOTIFICATION_HISTORY),
                ArchiveFold.clusterLog(readers, stores),
                now -> stores.forget(Table.NOTIFICATION_HISTORY, outlived, now),
                progress);
    }

    private Processor<byte[], byte[], Void, Void> alertStates() {
        var stores = new ArchiveStores();
        return new ArchiveProcessor(
                stores,
                List.of(Table.ALERT_STATE, Table.ALERT_HISTORY),
                ArchiveFold.alertStates(readers, new AlertHistory(stores)),
                now -> stores.forget(Table.ALERT_HISTORY, outlived, now),
                progress);
    }

    private Processor<byte[], byte[], Void, Void> postedAlerts() {
        var stores = new ArchiveStores();
        var alerts = new AlertHistory(stores);
        return new ArchiveProcessor(
                stores,
                List.of(Table.POSTED_ALERTS, Table.ALERT_HISTORY),
                ArchiveFold.postedAlerts(readers, alerts),
                now -> stores.end(alerts, now),
                progress);
    }

    private void read(String topic, String name, ProcessorSupplier<byte[], byte[], Void, Void> processor) {
        var source = name + "-in";
        topology.addSource(
                AutoOffsetReset.earliest(), source, Times::ofRecord, new ByteArrayDeserializer(), values, topic);
        topology.addProcessor(name, processor, source);
    }

    private void keep(Table table, String... processors) {
        topology.addStateStore(store(table), processors);
    }

    private static StoreBuilder<KeyValueStore<byte[], byte[]>> store(Table table) {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(table.title()), Serdes.ByteArray(), Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingEnabled(changelog());
    }

    // A sink that was away for less than a week still learns of what was deleted.
    private static Map<String, String> changelog() {
        return Map.of(
                "delete.retention.ms",
                Long.toString(Duration.ofDays(7).toMillis()),
                "segment.ms",
                Long.toString(Duration.ofHours(6).toMillis()));
    }
}
