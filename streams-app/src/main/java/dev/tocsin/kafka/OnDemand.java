package dev.tocsin.kafka;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/**
 * A client of Kafka. While no broker's name can be resolved none can be made; then whoever needs it fails, and the next
 * one tries again. Whatever else is wrong with the settings is told at once.
 */
public final class OnDemand<T> {
    private static final String UNRESOLVABLE = "No resolvable bootstrap urls";

    private final Supplier<T> making;
    private T made;
    private boolean closed;

    /** @throws KafkaException if the client can not be made, and will not be the next time */
    public OnDemand(Supplier<T> making) {
        this.making = making;
        try {
            get();
        } catch (UnreachableException later) {
            // Whoever needs it is told.
        }
    }

    /** @throws UnreachableException if no name can be resolved now */
    public synchronized T get() {
        if (closed) {
            throw new UnreachableException("the client of Kafka is closed", null);
        }
        if (made == null) {
            made = make();
        }
        return made;
    }

    private T make() {
        try {
            return making.get();
        } catch (KafkaException e) {
            var cause = e.getCause() instanceof ConfigException config ? config : e;
            if (cause instanceof ConfigException
                    && String.valueOf(cause.getMessage()).startsWith(UNRESOLVABLE)) {
                throw new UnreachableException(
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
            last = made;
            made = null;
        }
        if (last != null) {
            how.accept(last);
        }
    }
}
