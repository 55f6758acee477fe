package dev.tocsin.app;

import dev.tocsin.audit.AuditEntry;
import dev.tocsin.http.tocsin.AuditTrail;
import dev.tocsin.kafka.replica.TopicReader;
import dev.tocsin.timing.Threads;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Reads the audit topic for pages, one request after the other, on a thread that ends when there are none. */
final class AuditReader implements AuditTrail, AutoCloseable {
    private static final int MAX_RECORDS = 20_000;
    private static final int WAITING = 4;

    private final TopicReader topics;
    private final ThreadPoolExecutor reader;

    AuditReader(TopicReader topics) {
        this.topics = topics;
        this.reader = new ThreadPoolExecutor(
                1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), Threads.daemon("audit-reader"));
        reader.allowCoreThreadTimeOut(true);
    }

    @Override
    public CompletableFuture<List<AuditEntry>> since(Instant from) {
        try {
            return CompletableFuture.supplyAsync(() -> read(from), reader);
        } catch (RejectedExecutionException busy) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("other requests read the audit topic; try again in some seconds"));
        }
    }

    private List<AuditEntry> read(Instant from) {
        var newest = new ArrayDeque<AuditEntry>();
        topics.audit(
                from,
                entry -> {
                    newest.add(entry);
                    if (newest.size() > MAX_RECORDS) {
                        newest.removeFirst();
                    }
                },
                () -> false);
        return List.copyOf(newest);
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }
}
