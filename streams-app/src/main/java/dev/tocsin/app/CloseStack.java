package dev.tocsin.app;

import dev.tocsin.timing.Threads;
import java.time.Duration;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes components in reverse order of opening. A component that fails to close does not prevent the others from
 * closing. Components that are not closed within the timeout stay open until the process ends.
 */
final class CloseStack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CloseStack.class);

    private final Duration timeout;
    private final BlockingDeque<AutoCloseable> stack = new LinkedBlockingDeque<>();

    /** @param timeout for all components together */
    CloseStack(Duration timeout) {
        this.timeout = timeout;
    }

    <T extends AutoCloseable> T add(T opened) {
        stack.push(opened);
        return opened;
    }

    /** Adds components that are closed at the same time, because each may take a while. */
    void addParallel(AutoCloseable... opened) {
        stack.push(() -> CompletableFuture.allOf(
                        Stream.of(opened).map(CloseStack::closeAsync).toArray(CompletableFuture[]::new))
                .join());
    }

    @Override
    public void close() {
        var closing = Threads.daemon("closing").newThread(this::closeAll);
        closing.start();
        try {
            closing.join(timeout.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (closing.isAlive()) {
            LOG.atWarn()
                    .addKeyValue("after", timeout)
                    .addKeyValue("stillOpen", stack.size() + 1)
                    .log("Not everything could be closed in time");
        }
    }

    private void closeAll() {
        for (var next = stack.poll(); next != null; next = stack.poll()) {
            close(next);
        }
    }

    private static CompletableFuture<Void> closeAsync(AutoCloseable component) {
        return CompletableFuture.runAsync(
                () -> close(component),
                task -> Threads.daemon("closing-" + component.getClass().getSimpleName())
                        .newThread(task)
                        .start());
    }

    private static void close(AutoCloseable component) {
        try {
            component.close();
        } catch (Exception e) {
            LOG.atWarn()
                    .addKeyValue("part", component.getClass().getSimpleName())
                    .setCause(e)
                    .log("Could not be closed");
        }
    }
}
