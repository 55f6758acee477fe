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

    /** A document of about this many characters: with shorter values in an object, or fewer elements in an array. */
    static String shortened(String json, int maxCharacters) {
        var tree = read(json, "{}");
        if (tree.isArray()) {
            var kept = JSON.createArrayNode();
            var length = 2;
            for (var element : tree) {
                length += element.toString().length() + 1;
                if (length > maxCharacters) {
                    break;
                }
                kept.add(element);
            }
            return write(kept);
        }
        var shorter = new TreeMap<String, String>();
        var left = maxCharacters;
        for (var field : tree.properties()) {
            var key = StorableText.shortened(field.getKey(), Math.max(left, 0));
            var value = StorableText.shortened(field.getValue().asText(), Math.max(left - key.length(), 0));
            left -= key.length() + value.length();
            if (left < 0 && !shorter.isEmpty()) {
                break;
            }
            shorter.put(key, value);
        }
        return write(shorter);
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
