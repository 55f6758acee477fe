package dev.tocsin.kafka.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.kafka.codec.WriterSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cache of schema ids and schemas, in memory and in a file. Ids never change their meaning, so entries never expire. An
 * instance that has worked before can start without the registry.
 */
final class SchemaCache {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaCache.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String registry;
    private final Optional<Path> file;
    private final Map<String, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, WriterSchema> schemas = new ConcurrentHashMap<>();

    /** @param file the cache file, if any; ignored if it was written for another registry */
    SchemaCache(String registry, Optional<Path> file) {
        this.registry = registry;
        this.file = file;
        file.filter(Files::exists).ifPresent(this::load);
    }

    Optional<Integer> id(String subject, WriterSchema schema) {
        return Optional.ofNullable(ids.get(key(subject, schema)));
    }

    Optional<WriterSchema> schema(int id) {
        return Optional.ofNullable(schemas.get(id));
    }

    synchronized void add(String subject, WriterSchema schema, int id) {
        ids.put(key(subject, schema), id);
        add(id, schema);
    }

    synchronized void add(int id, WriterSchema schema) {
        schemas.put(id, schema);
        file.ifPresent(this::store);
    }

    private static String key(String subject, WriterSchema schema) {
        return "%s#%016x".formatted(subject, schema.fingerprint());
    }

    private void load(Path from) {
        try {
            var json = MAPPER.readTree(from.toFile());
            if (json.path("registry").asText().equals(registry)) {
                json.path("ids")
                        .properties()
                        .forEach(id -> ids.put(id.getKey(), id.getValue().asInt()));
                json.path("schemas")
                        .properties()
                        .forEach(schema -> schemas.put(
                                Integer.valueOf(schema.getKey()),
                                WriterSchema.of(new Schema.Parser()
                                        .parse(schema.getValue().asText()))));
            }
        } catch (IOException | RuntimeException damaged) {
            ids.clear();
            schemas.clear();
            LOG.warn("Cannot read {}; it is written again from the schema registry: {}", from, damaged.toString());
        }
    }

    private void store(Path to) {
        var json = MAPPER.createObjectNode().put("registry", registry);
        var idsJson = json.putObject("ids");
        ids.forEach(idsJson::put);
        var schemasJson = json.putObject("schemas");
        schemas.forEach(
                (id, schema) -> schemasJson.put(id.toString(), schema.schema().toString()));
        try {
            Files.createDirectories(to.toAbsolutePath().getParent());
            var next = to.resolveSibling(to.getFileName() + ".next");
            MAPPER.writeValue(next.toFile(), json);
            Files.move(next, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("Cannot write {}; the next start needs the schema registry: {}", to, e.toString());
        }
    }
}
