package dev.tocsin.kafka.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class SwitchingConsumerTest {
    private static final TopicPartition ONE = new TopicPartition("one", 0);
    private static final TopicPartition OTHER = new TopicPartition("other", 0);
    private static final Duration RESTORE_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration STEADY_STATE_TIMEOUT = Duration.ofMillis(500);

    private final MockConsumer<byte[], byte[]> steadyState = new MockConsumer<>("earliest");

    @Test
    void steadyStateConsumerContinuesAtTheRestoredPositions() {
        var restoring = new MockConsumer<byte[], byte[]>("earliest");
        var both = SwitchingConsumer.of(restoring, () -> steadyState);
        both.assign(List.of(ONE));
        both.seek(ONE, 0);
        restoring.addRecord(record(ONE, 0));
        assertThat(both.poll(RESTORE_TIMEOUT)).hasSize(1);
        assertThat(both.position(ONE)).isEqualTo(1);
        assertThat(steadyState.assignment()).isEmpty();

        both.assign(List.of(ONE, OTHER));
        both.seek(ONE, 1);
        both.seek(OTHER, 7);
        assertThat(both.poll(STEADY_STATE_TIMEOUT)).isEmpty();
        assertThat(restoring.closed()).isTrue();
        steadyState.updateBeginningOffsets(Map.of(ONE, 0L, OTHER, 0L));
        steadyState.addRecord(record(ONE, 1));
        steadyState.addRecord(record(OTHER, 7));
        assertThat(both.poll(STEADY_STATE_TIMEOUT)).hasSize(2);
        assertThat(both.position(OTHER)).isEqualTo(8);
        both.close();
        assertThat(steadyState.closed()).isTrue();
    }

    @Test
    void unknownPositionPostponesTheSwitch() {
        var restoring = new MockConsumer<byte[], byte[]>("earliest") {
            private boolean brokerIsAway = true;

            @Override
            public synchronized long position(TopicPartition partition, Duration timeout) {
                if (brokerIsAway) {
                    brokerIsAway = false;
                    throw new TimeoutException();
                }
                return super.position(partition, timeout);
            }
        };
        var made = new ArrayList<MockConsumer<byte[], byte[]>>();
        var both = SwitchingConsumer.of(restoring, () -> {
            made.add(new MockConsumer<>("earliest"));
            return made.get(made.size() - 1);
        });
        both.assign(List.of(ONE));
        both.seek(ONE, 3);
        restoring.addRecord(record(ONE, 3));
        assertThat(both.poll(STEADY_STATE_TIMEOUT))
                .as("the restoring consumer is still used")
                .hasSize(1);
        assertThat(made.get(0).closed()).isTrue();
        both.poll(STEADY_STATE_TIMEOUT);
        assertThat(restoring.closed()).isTrue();
        assertThat(made.get(1).position(ONE)).isEqualTo(4);
    }

    private static ConsumerRecord<byte[], byte[]> record(TopicPartition where, long offset) {
        return new ConsumerRecord<>(where.topic(), where.partition(), offset, new byte[0], new byte[0]);
    }
}
