package dev.tocsin.kafka.replica;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listeners, called in the order of their registration. An exception of one is logged and stops neither the others nor
 * the fold.
 */
final class Listeners<L> {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<L> all = new CopyOnWriteArrayList<>();

    void add(L listener) {
        all.add(listener);
    }

    void notify(Consumer<L> call) {
        for (var listener : all) {
            try {
                call.accept(listener);
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("A listener failed on a change of the replica");
            }
        }
    }
}
