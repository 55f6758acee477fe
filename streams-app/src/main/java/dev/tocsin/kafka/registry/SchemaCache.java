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
 * What a registry has told. Its numbers never change their meaning, so what was asked once need not be asked again,
 * not even after a restart: an instance that has worked before starts without the registry.
 */
final class SchemaCache {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaCache.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String registry;
    private final Optional<Path> file;
    private final Map<String, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, WriterSchema> schemas = new ConcurrentHashMap<>();

    /** @param file where it is kept; what another registry told is not believed */
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
            var told = MAPPER.readTree(from.toFile());
            if (told.path("registry").asText().equals(registry)) {
                told.path("ids")
                        .properties()
                        .forEach(id -> ids.put(id.getKey(), id.getValue().asInt()));
                told.path("schemas")
                        .properties()
                        .forEach(schema -> schemas.put(
                                Integer.valueOf(schema.getKey()),
                                WriterSchema.of(new Schema.Parser()
                                        .parse(schema.getValue().asText()))));
            }
        } catch (IOException | RuntimeException damaged) {
            ids.clear();
            schemas.clear();
            LOG.warn(
                    "{} can not be read, and is made anew from what the schema registry says: {}",
                    from,
                    damaged.toString());
        }
    }

    private void store(Path to) {
        var told = MAPPER.createObjectNode().put("registry", registry);
        var keptIds = told.putObject("ids");
        ids.forEach(keptIds::put);
        var keptSchemas = told.putObject("schemas");
        schemas.forEach(
                (id, schema) -> keptSchemas.put(id.toString(), schema.schema().toString()));
        try {
            Files.createDirectories(to.toAbsolutePath().getParent());
            var next = to.resolveSibling(to.getFileName() + ".next");
            MAPPER.writeValue(next.toFile(), told);
            Files.move(next, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("{} can not be written, so the next start needs the schema registry: {}", to, e.toString());
        }
    }
}
