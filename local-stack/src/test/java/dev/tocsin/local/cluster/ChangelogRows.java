package dev.tocsin.local.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rows of a table according to its changelog: the last committed record of each id. */
record ChangelogRows(Map<String, JsonNode> byId) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static ChangelogRows of(ThreeInstances cluster, String prefix, String table) {
        var rows = new TreeMap<String, JsonNode>();
        for (var record : TopicRecords.of(cluster.broker(), prefix + "archive-" + table + "-changelog")
                .all()) {
            var id = payload(record.key().getBytes(UTF_8)).path("id").asText();
            if (record.value() == null) {
                rows.remove(id);
            } else {
                rows.put(id, payload(record.value()));
            }
        }
        return new ChangelogRows(rows);
    }

    List<JsonNode> where(String column, String value) {
        return byId.values().stream()
                .filter(row -> row.path(column).asText().equals(value))
                .toList();
    }

    private static JsonNode payload(byte[] json) {
        try {
            return JSON.readTree(json).path("payload");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
