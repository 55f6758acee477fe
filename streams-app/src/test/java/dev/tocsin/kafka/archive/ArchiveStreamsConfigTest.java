package dev.tocsin.kafka.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.kafka.KafkaSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArchiveStreamsConfigTest {
    @Test
    void archiveIsExactlyOnceWithItsOwnCommitInterval() {
        var settings = new KafkaSettings(Map.of("bootstrap.servers", "a:1", "commit.interval.ms", "7"));
        assertThat(ArchiveStreamsConfig.of(settings, "t.archive", "/state", "node 1", 3, Duration.ofSeconds(30)))
                .containsEntry("application.id", "t.archive")
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("commit.interval.ms", "30000")
                .containsEntry("producer.transaction.timeout.ms", "40000")
                .containsEntry("replication.factor", "3")
                .containsEntry("num.standby.replicas", "1")
                .containsEntry("group.instance.id", "node_1");
    }

    @Test
    void shortCommitIntervalShortensThePollTimeout() {
        var settings = new KafkaSettings(Map.of("bootstrap.servers", "a:1"));
        assertThat(ArchiveStreamsConfig.of(settings, "t.archive", "/state", "node", 1, Duration.ofSeconds(30)))
                .containsEntry("poll.ms", "500");
        assertThat(ArchiveStreamsConfig.of(settings, "t.archive", "/state", "node", 1, Duration.ofMillis(100)))
                .containsEntry("poll.ms", "100");
    }
}
