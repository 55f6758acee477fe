package dev.tocsin.kafka.clients;

import dev.tocsin.kafka.Topics;
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
 * Keeps the local state of a client honest. Streams goes on from the offset where it was, even if the topic there is
 * another one by now, or if tombstones were compacted away meanwhile; so the directory remembers what it was read from
 * and when, and is emptied if that does not hold any more. Everything in it is read again from the topics.
 */
final class StateDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(StateDirectory.class);
    private static final Duration MAX_AGE = Topics.TOMBSTONE_RETENTION.dividedBy(2);
    private static final String LAST_READ = "last-read";

    private final Path state;
    private final Path identity;

    StateDirectory(Path directory, String applicationId) {
        this.state = directory.resolve(applicationId);
        this.identity = directory.resolve(applicationId + ".identity");
    }

    /** Empties the state if it may not be gone on with, and remembers what it will be read from. */
    void prepare(Map<String, String> origin, Instant now) {
        try {
            Files.createDirectories(state.getParent());
            var known = read();
            var objection = resetReason(known, origin, now);
            if (objection.isPresent() && Files.exists(state)) {
                LOG.atInfo().addKeyValue("reason", objection.get()).log("Emptied the local state");
                delete(state);
            }
            write(origin, objection.isPresent() ? now : lastRead(known));
        } catch (IOException e) {
            throw new UncheckedIOException("can not prepare state directory " + state + ": " + e.getMessage(), e);
        }
    }

    /** The topics were read at that time of the log. */
    void recordLastRead(Map<String, String> origin, Instant lastRead) {
        try {
            write(origin, lastRead);
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("Could not note down when the log was read last");
        }
    }

    static boolean isTooOld(Instant lastRead, Instant now) {
        return lastRead.plus(MAX_AGE).isBefore(now);
    }

    private static Optional<String> resetReason(Map<String, String> known, Map<String, String> origin, Instant now) {
        var before = new TreeMap<>(known);
        before.remove(LAST_READ);
        if (known.isEmpty()) {
            return Optional.of("it is not known what it was read from");
        }
        if (!before.equals(new TreeMap<>(origin))) {
            return Optional.of("it was read from other topics or another cluster");
        }
        return isTooOld(lastRead(known), now)
                ? Optional.of("it was last read at %s, and what was deleted since may be past finding out"
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
                // As if it were not there: everything is read anew.
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
            properties.store(out, "What the state beside this file was read from; see also when.");
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
