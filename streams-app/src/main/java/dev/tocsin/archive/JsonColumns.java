package dev.tocsin.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.notification.log.Episode;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** Writes and reads the columns that are JSON documents. */
final class JsonColumns {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonColumns() {}

    /** An object with the keys in order. */
    static String of(Map<String, String> texts) {
        var clean = new TreeMap<String, String>();
        texts.forEach((key, value) -> clean.put(StorableText.storable(key), StorableText.storable(value)));
        return write(clean);
    }

    static Map<String, String> texts(String json) {
        var texts = new TreeMap<String, String>();
        read(json, "{}")
                .properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    static String of(Collection<Episode> episodes) {
        return write(episodes.stream()
                .map(episode -> {
                    var fields = new LinkedHashMap<String, String>();
                    fields.put("fingerprint", episode.alert().toString());
                    fields.put("starts_at", episode.startsAt().toString());
                    return fields;
                })
                .toList());
    }

    static List<Episode> episodes(String json) {
        return StreamSupport.stream(read(json, "[]").spliterator(), false)
                .map(item -> new Episode(
                        Fingerprint.parse(item.path("fingerprint").asText()),
                        Instant.parse(item.path("starts_at").asText())))
                .toList();
    }

    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Parses a column, or {@code otherwise} if it is empty. @throws IllegalArgumentException if it is not JSON */
    static JsonNode read(String json, String otherwise) {
        try {
            return JSON.readTree(json.isEmpty() ? otherwise : json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("is not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
