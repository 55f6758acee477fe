package dev.tocsin.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicsTest {
    private final Map<String, TopicSpec> byName =
            TestRecords.TOPICS.specs().stream().collect(Collectors.toMap(TopicSpec::name, topic -> topic));

    @ParameterizedTest(name = "{0}: {1}, {2} partition(s), {3}")
    @CsvSource(delimiter = '|', textBlock = """
            # topic       | cleanup        | partitions | time
            t.rules       | compact        | 1          | LogAppendTime
            t.config      | compact        | 1          | LogAppendTime
            t.samples     | delete         | 4          | CreateTime
            t.alerts      | compact,delete | 1          | LogAppendTime
            t.cluster-log | compact        | 1          | LogAppendTime
            t.alert-state | compact        | 1          | LogAppendTime
            """)
    void topicsAreCreatedWithTheirCleanupAndTimestamps(String name, String cleanup, int partitions, String time) {
        var created = byName.get(name).toNewTopic();
        assertThat(created.numPartitions()).isEqualTo(partitions);
        assertThat(created.replicationFactor()).isEqualTo((short) -1);
        assertThat(created.configs())
                .containsEntry("cleanup.policy", cleanup)
                .containsEntry("message.timestamp.type", time);
    }

    @Test
    void claimsAndTombstonesAreKeptForADay() {
        assertThat(byName.get("t.cluster-log").configs())
                .containsEntry("min.compaction.lag.ms", "86400000")
                .containsEntry("delete.retention.ms", "86400000");
    }

    @Test
    void samplesAreDeletedAfterTheirRetention() {
        assertThat(byName.get("t.samples").configs())
                .containsEntry("retention.ms", "21600000")
                .containsEntry("segment.ms", "5400000");
    }

    @Test
    void topicsTakeLargeRecordsAndSmallerOnesAreNamedWithTheCommandThatChangesThem() {
        var alerts = byName.get("t.alerts");
        assertThat(alerts.toNewTopic().configs()).containsEntry("max.message.bytes", "8388608");
        assertThat(alerts.sizeWarning(config -> "8388608")).isEmpty();
        assertThat(alerts.sizeWarning(config -> "1048588"))
                .get()
                .asString()
                .contains("topic t.alerts has max.message.bytes=1048588", "kafka-configs.sh")
                .contains("--entity-name t.alerts --add-config max.message.bytes=8388608");
    }

    @Test
    void onlyConfigsOnWhichCorrectnessDependsAreChecked() {
        var log = byName.get("t.cluster-log");
        assertThat(log.isViolatedBy("message.timestamp.type", "CreateTime")).isTrue();
        assertThat(log.isViolatedBy("cleanup.policy", "compact")).isFalse();
        assertThat(log.isViolatedBy("min.compaction.lag.ms", "0")).isTrue();
        assertThat(log.isViolatedBy("segment.ms", "1")).isFalse();
        assertThat(byName.get("t.samples").fixedPartitions()).isFalse();
    }

    @Test
    void schemasAreThoseOfTheRecordsOfEachTopic() {
        var names = TestRecords.TOPICS.schemas().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        topic -> topic.getValue().stream().map(Schema::getName).toList()));
        assertThat(names)
                .containsOnlyKeys(TestRecords.TOPICS.names())
                .containsEntry("t.samples", List.of("SampleBatchRecord"))
                .containsEntry("t.rules", List.of("RuleGroupRecord", "RuleGroupRecord"))
                .containsEntry(
                        "t.cluster-log",
                        List.of("SilenceRecord", "ClaimRecord", "ReleasedRecord", "SentRecord", "MemberRecord"));
    }
}
