package dev.tocsin.kafka.registry;

import dev.tocsin.kafka.codec.WriterSchema;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Caches ids and schemas of a registry, and retries while it is unreachable. Thread-safe. */
final class CachingRegistry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CachingRegistry.class);
    private static final int MAX_UNKNOWN_LOOKUPS = 3;
    private static final int MAX_UNKNOWN_IDS = 1000;

    private final RegistryClient client;
    private final SchemaCache cache;
    private final boolean retries;
    private final Map<String, Optional<WriterSchema>> byGuid = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> unknown = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * @param cacheFile stores the ids and schemas, if present
     * @param retries whether a schema is requested every second until the registry answers, as an instance needs it;
     *     otherwise an unreachable registry is an error
     */
    CachingRegistry(RegistrySettings settings, Optional<Path> cacheFile, boolean retries) {
        this.client = new RegistryClient(settings);
        this.cache = new SchemaCache(settings.toString(), cacheFile);
        this.retries = retries;
    }

    /**
     * The id of a schema. Never retries, because a writer must not block.
     *
     * @throws RegistryUnavailableException if the registry does not answer
     * @throws SchemaRejectedException if the registry rejects the schema
     */
    int schemaId(String subject, WriterSchema schema) {
        return cache.id(subject, schema).orElseGet(() -> {
            var id = client.schemaId(subject, schema.schema());
            cache.add(subject, schema, id);
            return id;
        });
    }

    /**
     * The schema of an id; empty if the registry does not know the id.
     *
     * @throws RegistryUnavailableException if the registry does not answer, and this does not retry or is closed
     */
    Optional<WriterSchema> schema(int id) {
        var known = cache.schema(id);
        if (known.isPresent() || unknown.getOrDefault(id, 0) >= MAX_UNKNOWN_LOOKUPS) {
            return known;
        }
        var fetched = fetch("schema " + id, () -> client.schema(id));
        fetched.ifPresentOrElse(schema -> cache.add(id, schema), () -> cacheUnknown(id));
        return fetched;
    }

    /**
     * The schema of a GUID; empty if the registry does not know the GUID.
     *
     * @throws RegistryUnavailableException if the registry does not answer, and this does not retry or is closed
     */
    Optional<WriterSchema> schema(String guid) {
        var known = byGuid.get(guid);
        if (known != null) {
            return known;
        }
        var fetched = fetch("schema " + guid, () -> client.schema(guid));
        if (byGuid.size() < MAX_UNKNOWN_IDS) {
            byGuid.put(guid, fetched);
        }
        return fetched;
    }

    @Override
    public void close() {
        closed.countDown();
    }

    // Retry an unknown id three times, because followers of a registry lag. Then cache the miss.
    private void cacheUnknown(int id) {
        if (unknown.size() < MAX_UNKNOWN_IDS || unknown.containsKey(id)) {
            unknown.merge(id, 1, Integer::sum);
        }
    }

    private Optional<WriterSchema> fetch(String subject, Supplier<Optional<Schema>> request) {
        for (var logged = false; ; logged = true) {
            try {
                return request.get().map(WriterSchema::of);
            } catch (RegistryUnavailableException e) {
                if (!logged) {
                    LOG.warn("Reading waits for {}: {}", subject, e.getMessage());
                }
                if (!retries || awaitClosed(1)) {
                    throw e;
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
