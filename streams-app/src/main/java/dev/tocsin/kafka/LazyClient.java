package dev.tocsin.kafka;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/**
 * A client of Kafka. While no broker's name can be resolved none can be made; then whoever needs it fails, and the next
 * one tries again. Whatever else is wrong with the settings is told at once.
 */
public final class LazyClient<T> {
    private static final String UNRESOLVABLE = "No resolvable bootstrap urls";

    private final Supplier<T> factory;
    private T client;
    private boolean closed;

    /** @throws KafkaException if the client can not be made, and will not be the next time */
    public LazyClient(Supplier<T> making) {
        this.factory = making;
        try {
            get();
        } catch (KafkaUnreachableException later) {
            // Whoever needs it is told.
        }
    }

    /** @throws KafkaUnreachableException if no name can be resolved now */
    public synchronized T get() {
        if (closed) {
            throw new KafkaUnreachableException("the client of Kafka is closed", null);
        }
        if (client == null) {
            client = create();
        }
        return client;
    }

    private T create() {
        try {
            return factory.get();
        } catch (KafkaException e) {
            var cause = e.getCause() instanceof ConfigException config ? config : e;
            if (cause instanceof ConfigException
                    && String.valueOf(cause.getMessage()).startsWith(UNRESOLVABLE)) {
                throw new KafkaUnreachableException(
                        "no name in kafka.bootstrap.servers can be resolved; see to it that DNS knows them", e);
            }
            throw e;
        }
    }

    /** Nobody gets it from now on. @param how what is done with it, if there is one */
    public void close(Consumer<T> how) {
        T last;
        synchronized (this) {
            closed = true;
            last = client;
            client = null;
        }
        if (last != null) {
            how.accept(last);
        }
    }
}
