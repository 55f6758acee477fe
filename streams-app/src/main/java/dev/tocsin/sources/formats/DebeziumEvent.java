package dev.tocsin.sources.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.sources.RecordTree;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Change events of Debezium: with their envelope, or flattened by the transformation ExtractNewRecordState.
 *
 * @see <a href="https://debezium.io/documentation/reference/stable/connectors/postgresql.html#postgresql-change-events-value">Change event
 *     values</a>
 */
final class DebeziumEvent {
    private DebeziumEvent() {}

    static RecordTree open(JsonNode event, boolean countsSnapshots) {
        if (!event.isObject()) {
            throw new IllegalArgumentException("it is no change event of Debezium: it is no object");
        }
        if (event.has("ddl") && event.has("databaseName") || event.has("tableChanges")) {
            return new RecordTree.Ignored("a change of the schema of the database");
        }
        var isEnvelope = event.has("op") && (event.has("source") || event.has("after") || event.has("before"));
        return switch (event.path(isEnvelope ? "op" : "__op").asText()) {
            case "r" ->
                countsSnapshots
                        ? content(event, isEnvelope)
                        : new RecordTree.Ignored("a row of a snapshot; set snapshots: true to count them");
            case "t" -> new RecordTree.Ignored("a truncated table");
            case "m" -> new RecordTree.Ignored("a message of the database's log");
            default -> content(event, isEnvelope);
        };
    }

    private static RecordTree content(JsonNode event, boolean isEnvelope) {
        if (isEnvelope && event instanceof ObjectNode object) {
            List.of("before", "after").forEach(field -> replaceText(object, field));
        }
        return new RecordTree.Fields(event);
    }

    /** The documents of MongoDB are texts with JSON. */
    private static void replaceText(ObjectNode event, String field) {
        var document = event.path(field);
        if (document.isTextual() && document.textValue().startsWith("{")) {
            event.set(field, JsonRecords.read(document.textValue().getBytes(StandardCharsets.UTF_8)));
        }
    }
}
