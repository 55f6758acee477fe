package dev.tocsin.senders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.TestIntegrations;
import dev.tocsin.notification.receivers.TestNotifications;
import dev.tocsin.notifier.Sender;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class KafkaSenderTest {
    private final List<String> written = new ArrayList<>();
    private CompletableFuture<?> next = CompletableFuture.completedFuture(null);

    private DeliveryResult deliver(String topic, Duration limit) {
        var writer = new TopicPublisher() {
            @Override
            public boolean isReserved(String name) {
                return name.equals("tocsin.cluster-log");
            }

            @Override
            public CompletableFuture<?> publish(String name, String key, String value) {
                written.add(name + " " + key + " " + value);
                return next;
            }
        };
        try (var senders = new Senders("1", InstantSource.fixed(TestNotifications.AT), path -> "", Map.of(), writer)) {
            var metadata = new Sender.DeliveryMetadata("am-1", "key", false);
            return senders.deliver(
                            TestIntegrations.kafka(topic, "{{ .Receiver }}", "{{ .Status }}"),
                            TestNotifications.firing(),
                            metadata,
                            limit)
                    .join();
        }
    }

    private DeliveryResult deliver(String topic) {
        return deliver(topic, Duration.ofSeconds(20));
    }

    @Test
    void storedRecordIsDelivered() {
        assertThat(deliver("alerts-{{ .GroupLabels.cluster }}")).isEqualTo(new DeliveryResult.Delivered());
        assertThat(written).containsExactly("alerts-eu1 team-x firing");
    }

    @Test
    void failedOrLateWriteIsRetryable() {
        next = CompletableFuture.failedFuture(new IllegalStateException("no leader"));
        assertThat(deliver("alerts")).isEqualTo(DeliveryResult.noResponse("no leader"));
        next = new CompletableFuture<>();
        assertThat(deliver("alerts", Duration.ofMillis(50))).isInstanceOf(DeliveryResult.Retryable.class);
    }

    @Test
    void reservedAndInvalidTopicsArePermanentFailures() {
        assertThat(deliver("tocsin.cluster-log")).isInstanceOf(DeliveryResult.Permanent.class);
        assertThat(deliver("{{ .Nothing }}")).isInstanceOf(DeliveryResult.Permanent.class);
        assertThat(deliver(" ")).isInstanceOf(DeliveryResult.Permanent.class);
        assertThat(written).isEmpty();
    }
}
