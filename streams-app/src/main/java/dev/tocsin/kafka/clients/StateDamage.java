package dev.tocsin.kafka.clients;

import java.util.Locale;
import java.util.Set;
import org.apache.kafka.streams.errors.LockException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.rocksdb.RocksDBException;

/** Recognises errors of damaged stores: those that no further start mends. */
final class StateDamage {
    /** A full disk or a locked directory leaves the state whole. */
    private static final Set<String> RESOURCES =
            Set.of("no space", "lock", "too many open files", "permission denied", "read-only", "cannot allocate");

    private StateDamage() {}

    static boolean isCauseOf(Throwable error) {
        var damaged = false;
        for (var cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof LockException || isOfResource(String.valueOf(cause.getMessage()))) {
                return false;
            }
            damaged |= cause instanceof RocksDBException || cause instanceof ProcessorStateException;
        }
        return damaged;
    }

    private static boolean isOfResource(String message) {
        var text = message.toLowerCase(Locale.ROOT);
        return RESOURCES.stream().anyMatch(text::contains);
    }
}
