package dev.tocsin.kafka.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.kafka.Partition;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ConsumedRecordsTest {
    private static final byte[] KEY = {1};
    private static final TopicPartition ZERO = new TopicPartition(ScriptedTopic.NAME, 0);

    @Test
    void everyRecordGetsAKeyAndATimestamp() {
        var topic = new ScriptedTopic(true, 1);
        topic.append(0, 1, null, 7);
        topic.append(0, 2, KEY, -1);
        topic.assign(List.of(ZERO));
        var records = RestorableRecords.of(topic.poll(Duration.ZERO)).records(ZERO);
        assertThat(records).extracting(found -> found.key().length).containsExactly(1, 0, 1);
        assertThat(records).extracting(found -> found.timestamp()).containsExactly(0L, 7L, 0L);
        assertThat(records).extracting(found -> found.offset()).containsExactly(0L, 1L, 2L);
    }

    @Test
    void restorableRecordsStayAsTheyAre() {
        var topic = new ScriptedTopic(true, 2);
        topic.assign(List.of(ZERO));
        var records = topic.poll(Duration.ZERO);
        assertThat(RestorableRecords.of(records)).isSameAs(records);
    }

    @Test
    void offsetsThatStartAgainMeanThatTheTopicWasReplaced() {
        var check = new OffsetCheck();
        var one = new Partition("t.cluster-log", 0);
        check.check(one, 7);
        check.check(one, 9);
        check.check(new Partition("t.cluster-log", 1), 0);
        assertThatThrownBy(() -> check.check(one, 0))
                .hasMessage("topic t.cluster-log was replaced: after offset 9 came offset 0");
    }
}
