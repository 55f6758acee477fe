package dev.tocsin.kafka.clients;

import dev.tocsin.kafka.Topics;
import dev.tocsin.timing.Causes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * State directory of a client. Streams continues from the stored offset even if the topic was replaced, or if tombstones
 * were compacted away meanwhile. So a file beside the state records the ids of the topics and the time of the last read.
 * State of other topics, or older than half the tombstone retention, is deleted and read again from the topics.
 */
final class StateDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(StateDirectory.class);
    private static final Duration MAX_AGE = Topics.TOMBSTONE_RETENTION.dividedBy(2);
    private static final String LAST_READ = "last-read";

    private final Path state;
    private final Path identity;
    private volatile String damage = "";

    StateDirectory(Path directory, String applicationId) {
        this.state = directory.resolve(applicationId);
        this.identity = directory.resolve(applicationId + ".identity");
    }

    /** Deletes the state if it must not be continued, and records the topics that it will be read from. */
    void prepare(Map<String, String> origin, Instant now) {
        try {
            Files.createDirectories(state.getParent());
            moveAsideIfDamaged();
            var known = read();
            var reason = resetReason(known, origin, now);
            if (reason.isPresent() && Files.exists(state)) {
                LOG.atInfo().addKeyValue("reason", reason.get()).log("Deleted the local state");
                delete(state);
            }
            write(origin, reason.isPresent() ? now : lastRead(known));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare state directory " + state + ": " + e.getMessage(), e);
        }
    }

    /** A client failed. If the state is damaged, it is moved aside before the next start. */
    void failed(Throwable error) {
        if (StateDamage.isCauseOf(error)) {
            damage = Causes.messageWithRoot(error);
        }
    }

    /** The state is a copy of what is in Kafka. It is kept once for inspection, and read again from the topics. */
    private void moveAsideIfDamaged() throws IOException {
        if (damage.isEmpty() || !Files.exists(state)) {
            return;
        }
        var aside = state.resolveSibling(state.getFileName() + ".damaged");
        if (Files.exists(aside)) {
            delete(aside);
        }
        Files.move(state, aside);
        LOG.atWarn()
                .addKeyValue("reason", damage)
                .addKeyValue("movedTo", aside)
                .log("The local state was damaged. Nothing is lost: it is read again from Kafka");
        damage = "";
    }

    /** Records the log time up to which the topics were read. */
    void recordLastRead(Map<String, String> origin, Instant lastRead) {
        try {
            write(origin, lastRead);
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("Could not record when the log was last read");
        }
    }

    static boolean isTooOld(Instant lastRead, Instant now) {
        return lastRead.plus(MAX_AGE).isBefore(now);
    }

    private static Optional<String> resetReason(Map<String, String> known, Map<String, String> origin, Instant now) {
        var before = new TreeMap<>(known);
        before.remove(LAST_READ);
        if (known.isEmpty()) {
            return Optional.of("it is not known from which topics it was read");
        }
        if (!before.equals(new TreeMap<>(origin))) {
            return Optional.of("it was read from other topics or another cluster");
        }
        return isTooOld(lastRead(known), now)
                ? Optional.of("it was last read at %s, and tombstones written since may have been compacted away"
                        .formatted(lastRead(known)))
                : Optional.empty();
    }

    private static Instant lastRead(Map<String, String> known) {
        try {
            return Instant.parse(known.getOrDefault(LAST_READ, ""));
        } catch (DateTimeParseException unknown) {
            return Instant.EPOCH;
        }
    }

    private Map<String, String> read() throws IOException {
        var properties = new Properties();
        if (Files.exists(identity)) {
            try (var in = Files.newBufferedReader(identity)) {
                properties.load(in);
            } catch (IllegalArgumentException | CharacterCodingException damaged) {
                // Treated as missing: the state is deleted and read again.
                return Map.of();
            }
        }
        var known = new TreeMap<String, String>();
        properties.stringPropertyNames().forEach(name -> known.put(name, properties.getProperty(name)));
        return known;
    }

    private void write(Map<String, String> origin, Instant lastRead) throws IOException {
        var properties = new Properties();
        properties.putAll(origin);
        properties.setProperty(LAST_READ, lastRead.toString());
        var fresh = identity.resolveSibling(identity.getFileName() + ".new");
        try (var out = Files.newBufferedWriter(fresh)) {
            properties.store(out, "Ids of the cluster and the topics that the state beside this file was read from.");
        }
        Files.move(fresh, identity, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void delete(Path directory) throws IOException {
        try (var all = Files.walk(directory)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
