package dev.tocsin.kafka.archive;

import dev.tocsin.kafka.KafkaSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Configuration of the archive client. It has one application id for all instances, and uses exactly-once. */
final class ArchiveStreamsConfig {
    // After the session timeout another instance takes over. An instance that restarts sooner keeps its tables.
    private static final Map<String, String> DEFAULTS = Map.of(
            "num.standby.replicas", "1",
            "main.consumer.session.timeout.ms", "15000",
            "main.consumer.heartbeat.interval.ms", "3000",
            "producer.compression.type", "lz4",
            "rocksdb.config.setter", ArchiveRocksDbConfig.class.getName());

    private ArchiveStreamsConfig() {}

    static Properties of(
            KafkaSettings kafka,
            String applicationId,
            String stateDir,
            String instance,
            int replication,
            Duration interval) {
        // A sink waits this long for the open transaction of a killed instance.
        var transaction = interval.plusSeconds(10);
        var defaults = new HashMap<>(DEFAULTS);
        defaults.put("poll.ms", Long.toString(Math.min(KafkaSettings.POLL_TIMEOUT.toMillis(), interval.toMillis())));
        return kafka.streams(
                defaults,
                Map.of(
                        "application.id", applicationId,
                        "state.dir", stateDir,
                        "processing.guarantee", "exactly_once_v2",
                        "group.instance.id", instance.replaceAll("[^a-zA-Z0-9._-]", "_"),
                        "commit.interval.ms", Long.toString(interval.toMillis()),
                        "replication.factor", Integer.toString(replication),
                        "producer.transaction.timeout.ms", Long.toString(transaction.toMillis())));
    }
}
