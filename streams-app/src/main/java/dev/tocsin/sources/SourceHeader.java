package dev.tocsin.sources;

import java.nio.charset.StandardCharsets;

/**
 * Header of a Kafka record.
 *
 * @param value null if the header has none
 */
public record SourceHeader(String key, byte[] value) {
    /** The value as UTF-8; empty if there is none. */
    public String text() {
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }
}
