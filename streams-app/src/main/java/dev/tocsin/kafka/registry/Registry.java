package dev.tocsin.kafka.registry;

import dev.tocsin.kafka.codec.WriterSchema;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the registry says, asked once and remembered. */
final class Registry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
    private static final int TIMES_ASKED = 3;
    private static final int UNKNOWN_REMEMBERED = 1000;

    private final RegistryClient client;
    private final Remembered remembered;
    private final boolean patient;
    private final Map<Integer, Integer> unknown = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private Registry(RegistrySettings settings, Optional<Path> memory, boolean patient) {
        this.client = new RegistryClient(settings);
        this.remembered = new Remembered(settings.toString(), memory);
        this.patient = patient;
    }

    /** For those who can wait: a schema is asked for until the registry answers. */
    static Registry patient(RegistrySettings settings, Path memory) {
        return new Registry(settings, Optional.of(memory), true);
    }

    /** For those who ask once and go. */
    static Registry impatient(RegistrySettings settings) {
        return new Registry(settings, Optional.empty(), false);
    }

    /**
     * The number of a schema.
     *
     * @throws RegistryAway if the registry does not answer now, however patient this is: a writer must not be held up
     * @throws RegistryRefused if it does not take the schema
     */
    int idOf(String subject, WriterSchema schema) {
        return remembered.id(subject, schema).orElseGet(() -> {
            var id = client.idOf(subject, schema.schema());
            remembered.add(subject, schema, id);
            return id;
        });
    }

    /**
     * The schema of a number; empty if the registry has none.
     *
     * @throws RegistryAway if the registry does not answer, and this has no patience or is closed
     */
    Optional<WriterSchema> schema(int id) {
        var known = remembered.schema(id);
        if (known.isPresent() || unknown.getOrDefault(id, 0) >= TIMES_ASKED) {
            return known;
        }
        var told = ask(id);
        told.ifPresentOrElse(schema -> remembered.add(id, schema), () -> rememberUnknown(id));
        return told;
    }

    @Override
    public void close() {
        closed.countDown();
    }

    // A registry's followers learn of a schema late; but somebody's nonsense must not be asked for at each record.
    private void rememberUnknown(int id) {
        if (unknown.size() < UNKNOWN_REMEMBERED || unknown.containsKey(id)) {
            unknown.merge(id, 1, Integer::sum);
        }
    }

    private Optional<WriterSchema> ask(int id) {
        for (var told = false; ; told = true) {
            try {
                return client.schema(id).map(WriterSchema::of);
            } catch (RegistryAway away) {
                if (!told) {
                    LOG.warn(
                            "a record waits for its schema {}, and so does all that comes after it: {}",
                            id,
                            away.getMessage());
                }
                if (!patient || closesWithin(1)) {
                    throw away;
                }
            }
        }
    }

    private boolean closesWithin(int seconds) {
        try {
            return closed.await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
