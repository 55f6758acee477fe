package dev.tocsin.local.broker;

import java.io.IOException;

/** A real broker for tests, wherever it runs. */
public interface Broker extends AutoCloseable {
    /** {@code HOST:PORT}, as clients want it. */
    String address();

    /** For people: what it is, and why not another. */
    String description();

    @Override
    void close() throws IOException;
}
