package dev.tocsin.kafka.clients;

import dev.tocsin.kafka.KafkaSettings;
import dev.tocsin.kafka.LazyClient;
import dev.tocsin.kafka.Partition;
import dev.tocsin.timing.Futures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * End offsets of a topic. Concurrent calls are coalesced: at most one request is in flight. Callers that come meanwhile
 * share the next request, because the answer of the current one may be older than their call. Thread-safe.
 */
public final class EndOffsets implements AutoCloseable {
    private final Supplier<CompletionStage<Map<Partition, Long>>> request;
    private final Runnable onClose;
    private CompletableFuture<Map<Partition, Long>> inFlight;
    private CompletableFuture<Map<Partition, Long>> next;

    EndOffsets(Supplier<CompletionStage<Map<Partition, Long>>> request, Runnable onClose) {
        this.request = request;
        this.onClose = onClose;
    }

    public static EndOffsets of(KafkaSettings settings, String topic) {
        var client = new LazyClient<>(() -> Admin.create(settings.admin()));
        return new EndOffsets(() -> ends(client.get(), topic), () -> client.close(Admin::close));
    }

    private static CompletionStage<Map<Partition, Long>> ends(Admin admin, String topic) {
        return admin.describeTopics(List.of(topic))
                .topicNameValues()
                .get(topic)
                .toCompletionStage()
                .thenCompose(found -> {
                    var latest = found.partitions().stream()
                            .collect(Collectors.toMap(
                                    partition -> new TopicPartition(topic, partition.partition()),
                                    partition -> OffsetSpec.latest()));
                    return admin.listOffsets(latest).all().toCompletionStage();
                })
                .thenApply(offsets -> {
                    var ends = new HashMap<Partition, Long>();
                    offsets.forEach((partition, end) -> ends.put(Partition.of(partition), end.offset()));
                    return ends;
                });
    }

    /** End offsets as of this call or later. The future fails if Kafka does not answer. */
    public synchronized CompletableFuture<Map<Partition, Long>> latest() {
        if (inFlight == null) {
            // The answer may come, and clear the field, before send returns.
            var first = new CompletableFuture<Map<Partition, Long>>();
            inFlight = first;
            send(first);
            return first;
        }
        if (next == null) {
            next = new CompletableFuture<>();
        }
        return next;
    }

    @Override
    public void close() {
        onClose.run();
    }

    private void send(CompletableFuture<Map<Partition, Long>> answer) {
        try {
            request.get().whenComplete((ends, error) -> complete(answer, ends, error));
        } catch (RuntimeException e) {
            complete(answer, null, e);
        }
    }

    private void complete(CompletableFuture<Map<Partition, Long>> answer, Map<Partition, Long> ends, Throwable error) {
        CompletableFuture<Map<Partition, Long>> following;
        synchronized (this) {
            following = next;
            inFlight = next;
            next = null;
        }
        if (following != null) {
            send(following);
        }
        Futures.relayTo(answer).accept(ends, error);
    }
}
