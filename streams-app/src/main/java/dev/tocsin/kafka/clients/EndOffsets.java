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
 * Where a topic ends. However many ask at the same time, there is one request at a time: who asks while one is under
 * way shares the next, since the answer of that one may be older than the question.
 */
public final class EndOffsets implements AutoCloseable {
    private final Supplier<CompletionStage<Map<Partition, Long>>> request;
    private final Runnable onClose;
    private CompletableFuture<Map<Partition, Long>> inFlight;
    private CompletableFuture<Map<Partition, Long>> next;

    EndOffsets(Supplier<CompletionStage<Map<Partition, Long>>> request, Runnable closing) {
        this.request = request;
        this.onClose = closing;
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

    /** Ends that are not older than this question. */
    public synchronized CompletableFuture<Map<Partition, Long>> latest() {
        if (inFlight == null) {
            // It may be answered, and the field be cleared, before begin comes back.
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
