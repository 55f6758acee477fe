package dev.tocsin.local.broker;

import java.io.IOException;

/** A real broker for tests. */
public interface Broker extends AutoCloseable {
    /** The bootstrap server, {@code HOST:PORT}. */
    String address();

    /** A description for the test log. */
    String description();

    @Override
    void close() throws IOException;
}
