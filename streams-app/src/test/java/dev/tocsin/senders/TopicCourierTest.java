package dev.tocsin.senders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.notification.receivers.KafkaTopic;
import dev.tocsin.notification.receivers.Manner;
import dev.tocsin.notification.receivers.Outcome;
import dev.tocsin.notification.receivers.Told;
import dev.tocsin.notifier.Courier;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TopicCourierTest {
    private final List<String> written = new ArrayList<>();
    private CompletableFuture<?> next = CompletableFuture.completedFuture(null);

    private Outcome deliver(String topic, Duration limit) {
        var writer = new TopicWriter() {
            @Override
            public boolean isOurs(String name) {
                return name.equals("tocsin.cluster-log");
            }

            @Override
            public CompletableFuture<?> publish(String name, String key, String value) {
                written.add(name + " " + key + " " + value);
                return next;
            }
        };
        try (var couriers = new Couriers("1", InstantSource.fixed(Told.AT), path -> "", Map.of(), writer)) {
            var texts = KafkaTopic.TEXTS
                    .and("topic", topic)
                    .and("key", "{{ .Receiver }}")
                    .and("value", "{{ .Status }}");
            var envelope = new Courier.Envelope("am-1", "key", false);
            return couriers.deliver(new KafkaTopic(Manner.USUAL, texts), Told.firing(), envelope, limit)
                    .join();
        }
    }

    private Outcome deliver(String topic) {
        return deliver(topic, Duration.ofSeconds(20));
    }

    @Test
    void isDeliveredOnceItIsStored() {
        assertThat(deliver("alerts-{{ .GroupLabels.cluster }}")).isEqualTo(new Outcome.Delivered());
        assertThat(written).containsExactly("alerts-eu1 team-x firing");
    }

    @Test
    void whatIsNotStoredMayBeLater() {
        next = CompletableFuture.failedFuture(new IllegalStateException("no leader"));
        assertThat(deliver("alerts")).isEqualTo(Outcome.ofNoAnswer("no leader"));
        next = new CompletableFuture<>();
        assertThat(deliver("alerts", Duration.ofMillis(50))).isInstanceOf(Outcome.Retryable.class);
    }

    @Test
    void nobodyWritesIntoTheTopicsThatTheClusterLivesBy() {
        assertThat(deliver("tocsin.cluster-log")).isInstanceOf(Outcome.Permanent.class);
        assertThat(deliver("{{ .Nothing }}")).isInstanceOf(Outcome.Permanent.class);
        assertThat(deliver(" ")).isInstanceOf(Outcome.Permanent.class);
        assertThat(written).isEmpty();
    }
}
