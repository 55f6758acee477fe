package dev.tocsin.kafka.clients;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** State that a client keeps on disk between starts. */
public interface LocalState {
    /**
     * Called before each start. Deletes state that was read from other topics, or too long ago to continue.
     *
     * @param origin ids of the topics and of the cluster
     */
    void prepare(Map<String, String> origin);

    /** Called every minute while the client runs. Records the progress; answers why the client must be rebuilt, if so. */
    Optional<String> rebuildReason(Map<String, String> origin);

    /** Called when a client could not start or failed. */
    default void failed(Throwable error) {}

    /** No state: the client reads its topics from the beginning at each start. */
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
     * State in RocksDB stores.
     *
     * @param readUpTo gives the log time up to which the log was read; {@link Instant#EPOCH} if nothing was read
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
            public void failed(Throwable error) {
                state.failed(error);
            }

            @Override
            public Optional<String> rebuildReason(Map<String, String> origin) {
                var newest = readUpTo.get();
                if (newest.equals(Instant.EPOCH)) {
                    return Optional.empty();
                }
                state.recordLastRead(origin, newest);
                return StateDirectory.isTooOld(newest, clock.instant())
                        ? Optional.of("no record was read from the cluster log since " + newest)
                        : Optional.empty();
            }
        };
    }
}
