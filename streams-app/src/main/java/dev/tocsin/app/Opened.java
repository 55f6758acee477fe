package dev.tocsin.app;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was opened, to be closed in reverse; one that can not be closed does not keep the others open. */
final class Opened implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Opened.class);

    private final Deque<AutoCloseable> stack = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T opened) {
        stack.push(opened);
        return opened;
    }

    @Override
    public void close() {
        while (!stack.isEmpty()) {
            var next = stack.pop();
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
