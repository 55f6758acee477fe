package dev.tocsin.kafka;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/**
 * A Kafka client that is created again if its creation failed. A Kafka client cannot be created while no broker name
 * can be resolved: then {@link #get} fails, and the next call tries again. Any other error in the settings is thrown by
 * the constructor.
 */
public final class LazyClient<T> {
    private static final String UNRESOLVABLE = "No resolvable bootstrap urls";

    private final Supplier<T> factory;
    private T client;
    private boolean closed;

    /** @throws KafkaException if the settings are invalid */
    public LazyClient(Supplier<T> factory) {
        this.factory = factory;
        try {
            get();
        } catch (KafkaUnreachableException e) {
            // The next get() tries again.
        }
    }

    /** @throws KafkaUnreachableException if no name can be resolved now */
    public synchronized T get() {
        if (closed) {
            throw new KafkaUnreachableException("the Kafka client is closed", null);
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
                        "no name in kafka.bootstrap.servers can be resolved: check the names and DNS", e);
            }
            throw e;
        }
    }

    /** Closes the client, if there is one. From now on {@link #get} fails. @param how closes it */
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
