package dev.tocsin.local.dev;

import dev.tocsin.local.sql.ConnectClient;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Creates the archive's sink connector in a Connect worker, and restarts it when it fails. */
final class ArchiveSinkConnector implements AutoCloseable {
    private static final String NAME = "tocsin-archive";
    private static final int INTERVAL_MS = 500;

    private final ConnectClient connect;
    private final String document;
    private final Consumer<String> output;
    private final CompletableFuture<Void> running = new CompletableFuture<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(ArchiveSinkConnector::daemon);
    private boolean isCreated;

    ArchiveSinkConnector(ConnectClient connect, String document, Consumer<String> say) {
        this.connect = connect;
        this.document = document;
        this.output = say;
    }

    /** Starts checking the connector until {@link #close}. The future completes when the connector runs for the first time. */
    CompletableFuture<Void> keepRunning() {
        thread.scheduleWithFixedDelay(this::check, 0, INTERVAL_MS, TimeUnit.MILLISECONDS);
        return running;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void check() {
        try {
            if (!isCreated) {
                connect.put(NAME, document, Map.of());
                isCreated = true;
            }
            switch (connect.state(NAME)) {
                case "RUNNING" -> running.complete(null);
                case "FAILED" -> {
                    output.accept("the archive's sink connector has failed and is restarted (see logs/connect.log)");
                    connect.restartFailed(NAME);
                }
                default -> {} // The connector is starting.
            }
        } catch (IOException e) {
            // The worker is starting: the next check tries again.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "archive-sink");
        thread.setDaemon(true);
        return thread;
    }
}
