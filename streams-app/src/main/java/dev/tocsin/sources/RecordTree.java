package dev.tocsin.sources;

import com.fasterxml.jackson.databind.JsonNode;

/** The fields of a record, whatever encoding they had. */
public sealed interface RecordTree {
    /** @param root an object, array or single value */
    record Fields(JsonNode root) implements RecordTree {}

    /** A record that has no fields by design, such as a tombstone. */
    record Ignored(String reason) implements RecordTree {}
}
