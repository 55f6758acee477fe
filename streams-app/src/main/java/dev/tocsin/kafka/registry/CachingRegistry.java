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
final class CachingRegistry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CachingRegistry.class);
    private static final int MAX_UNKNOWN_LOOKUPS = 3;
    private static final int MAX_UNKNOWN_IDS = 1000;

    private final RegistryClient client;
    private final SchemaCache cache;
    private final boolean retries;
    private final Map<Integer, Integer> unknown = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private CachingRegistry(RegistrySettings settings, Optional<Path> memory, boolean patient) {
        this.client = new RegistryClient(settings);
        this.cache = new SchemaCache(settings.toString(), memory);
        this.retries = patient;
    }

    /** For those who can wait: a schema is asked for until the registry answers. */
    static CachingRegistry retrying(RegistrySettings settings, Path memory) {
        return new CachingRegistry(settings, Optional.of(memory), true);
    }

    /** For those who ask once and go. */
    static CachingRegistry failingFast(RegistrySettings settings) {
        return new CachingRegistry(settings, Optional.empty(), false);
    }

    /**
     * The number of a schema.
     *
     * @throws RegistryUnavailableException if the registry does not answer now, however patient this is: a writer must not be held up
     * @throws SchemaRejectedException if it does not take the schema
     */
    int schemaId(String subject, WriterSchema schema) {
        return cache.id(subject, schema).orElseGet(() -> {
            var id = client.schemaId(subject, schema.schema());
            cache.add(subject, schema, id);
            return id;
        });
    }

    /**
     * The schema of a number; empty if the registry has none.
     *
     * @throws RegistryUnavailableException if the registry does not answer, and this has no patience or is closed
     */
    Optional<WriterSchema> schema(int id) {
        var known = cache.schema(id);
        if (known.isPresent() || unknown.getOrDefault(id, 0) >= MAX_UNKNOWN_LOOKUPS) {
            return known;
        }
        var told = fetch(id);
        told.ifPresentOrElse(schema -> cache.add(id, schema), () -> cacheUnknown(id));
        return told;
    }

    @Override
    public void close() {
        closed.countDown();
    }

    // A registry's followers learn of a schema late; but somebody's nonsense must not be asked for at each record.
    private void cacheUnknown(int id) {
        if (unknown.size() < MAX_UNKNOWN_IDS || unknown.containsKey(id)) {
            unknown.merge(id, 1, Integer::sum);
        }
    }

    private Optional<WriterSchema> fetch(int id) {
        for (var told = false; ; told = true) {
            try {
                return client.schema(id).map(WriterSchema::of);
            } catch (RegistryUnavailableException away) {
                if (!told) {
                    LOG.warn(
                            "a record waits for its schema {}, and so does all that comes after it: {}",
                            id,
                            away.getMessage());
                }
                if (!retries || awaitClosed(1)) {
                    throw away;
                }
            }
        }
    }

    private boolean awaitClosed(int seconds) {
        try {
            return closed.await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
