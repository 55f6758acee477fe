package dev.tocsin.sources.formats;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.sources.RecordTree;
import dev.tocsin.sources.SourceRecord;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The forms in which other systems wrap the records of an application. */
public enum Envelope {
    /** The record is the content. Kafka Connect's {@code {"schema": ..., "payload": ...}} is removed. */
    NONE,
    /** A change event of Debezium. */
    DEBEZIUM,
    /** An event of CloudEvents, in the structured or in the binary mode. */
    CLOUDEVENTS;

    /** The envelope by its name in settings: none, debezium or cloudevents. */
    public static Optional<Envelope> of(String text) {
        return Arrays.stream(values())
                .filter(envelope -> envelope.text().equals(text))
                .findFirst();
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Removes the envelope.
     *
     * <p>Paths of Debezium's events begin at the event: {@code $.after.id}, {@code $.op}. If the event is flattened, they begin at
     * the row. Paths of CloudEvents begin at the event in its structured form in both modes: {@code $.data.id}, {@code $.type}.
     *
     * @param record whose headers can have a part of the envelope
     * @param root the value of the record, read from JSON or Avro
     * @param countsSnapshots whether rows of a snapshot of Debezium count as events
     * @throws IllegalArgumentException if the record does not have the envelope
     */
    RecordTree open(SourceRecord record, JsonNode root, boolean countsSnapshots) {
        var payload = ConnectJson.payload(root);
        if (payload.isNull()) {
            return new RecordTree.Ignored("a tombstone: its payload is null");
        }
        return switch (this) {
            case NONE -> new RecordTree.Fields(payload);
            case DEBEZIUM -> DebeziumEvent.open(payload, countsSnapshots);
            case CLOUDEVENTS -> new RecordTree.Fields(CloudEvent.structured(record, payload));
        };
    }
}
