package dev.tocsin.kafka.codec;

import dev.tocsin.schemas.RuleGroupRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * The schemas with which a record may have been written: the present version and all released ones. A topic outlives
 * the version of Tocsin that wrote it.
 */
final class SchemaVersions {
    private final Map<Long, Schema> byFingerprint = new HashMap<>();

    private SchemaVersions(List<Schema> schemas) {
        schemas.forEach(schema -> byFingerprint.put(SchemaNormalization.parsingFingerprint64(schema), schema));
    }

    static SchemaVersions of(Schema present) {
        var all = new ArrayList<>(released(present.getName()));
        all.add(present);
        return new SchemaVersions(all);
    }

    /** The schema with this fingerprint (CRC-64-AVRO of the parsing canonical form). */
    Optional<Schema> find(long fingerprint) {
        return Optional.ofNullable(byFingerprint.get(fingerprint));
    }

    /** The released schemas of a record, by version. Versions begin with 1 and have no gaps. */
    static List<Schema> released(String record) {
        var found = new ArrayList<Schema>();
        for (var next = read(record, 1); next.isPresent(); next = read(record, found.size() + 1)) {
            found.add(next.get());
        }
        return found;
    }

    private static Optional<Schema> read(String record, int version) {
        var file = "/released/%s.%d.avsc".formatted(record, version);
        try (var text = RuleGroupRecord.class.getResourceAsStream(file)) {
            return text == null ? Optional.empty() : Optional.of(new Schema.Parser().parse(text));
        } catch (IOException damagedJar) {
            throw new UncheckedIOException(damagedJar);
        }
    }
}
