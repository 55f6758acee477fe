package dev.tocsin.kafka.clients;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What a client keeps on disk from one start to the next. */
public interface LocalState {
    /** Before each start: forgets what was read from elsewhere, or too long ago to go on from there. */
    void prepare(Map<String, String> origin);

    /** While the client runs: notes down how far it is; why it may not go on, if it may not. */
    Optional<String> rebuildReason(Map<String, String> origin);

    /** Of a client that reads everything anew at each start. */
    static LocalState none() {
        return new LocalState() {
            @Override
            public void prepare(Map<String, String> origin) {}

            @Override
            public Optional<String> rebuildReason(Map<String, String> origin) {
                return Optional.empty();
            }
        };
    }

    /**
     * Of a client whose stores are RocksDB's.
     *
     * @param readUpTo the time of the log up to which it has been read; {@link Instant#EPOCH} if nothing has
     */
    static LocalState of(Path directory, String applicationId, InstantSource clock, Supplier<Instant> readUpTo) {
        return new LocalState() {
            private final StateDirectory state = new StateDirectory(directory, applicationId);

            @Override
            public void prepare(Map<String, String> origin) {
                RocksDbLibrary.loadFrom(directory.resolve("native"));
                state.prepare(origin, clock.instant());
            }

            @Override
            public Optional<String> rebuildReason(Map<String, String> origin) {
                var newest = readUpTo.get();
                if (newest.equals(Instant.EPOCH)) {
                    return Optional.empty();
                }
                state.recordLastRead(origin, newest);
                return StateDirectory.isTooOld(newest, clock.instant())
                        ? Optional.of("nothing was read from the cluster log since " + newest)
                        : Optional.empty();
            }
        };
    }
}
