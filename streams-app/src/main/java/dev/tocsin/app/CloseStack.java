package dev.tocsin.app;

import dev.tocsin.timing.Threads;
import java.time.Duration;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was opened, to be closed in reverse. One that can not be closed does not keep the others open, and what is not
 * closed in time is left to the end of the process.
 */
final class CloseStack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CloseStack.class);

    private final Duration timeout;
    private final BlockingDeque<AutoCloseable> stack = new LinkedBlockingDeque<>();

    /** @param longest how long closing it all may take */
    CloseStack(Duration longest) {
        this.timeout = longest;
    }

    <T extends AutoCloseable> T add(T opened) {
        stack.push(opened);
        return opened;
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
            try {
                next.close();
            } catch (Exception e) {
                LOG.atWarn()
                        .addKeyValue("part", next.getClass().getSimpleName())
                        .setCause(e)
                        .log("Could not be closed");
            }
        }
    }
}
