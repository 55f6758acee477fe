package dev.tocsin.sources.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.sources.SourceHeader;
import dev.tocsin.sources.SourceRecord;
import java.util.Base64;
import java.util.Locale;

/**
 * Events of CloudEvents in both modes of its Kafka binding.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/main/cloudevents/bindings/kafka-protocol-binding.md">Kafka Protocol Binding</a>
 */
final class CloudEvent {
    private static final String ATTRIBUTE = "ce_";
    private static final String BASE64_DATA = "data_base64";

    private CloudEvent() {}

    /** The event in the structured form. @throws IllegalArgumentException if the record is no single event */
    static JsonNode structured(SourceRecord record, JsonNode root) {
        if (contentType(record).startsWith("application/cloudevents-batch")) {
            throw new IllegalArgumentException(
                    "it is a batch of CloudEvents; let the producer write one event per record");
        }
        if (record.header(ATTRIBUTE + "specversion").isPresent()
                || record.header(ATTRIBUTE + "id").isPresent()) {
            return ofHeaders(record, root);
        }
        if (!root.isObject() || !root.has("specversion")) {
            throw new IllegalArgumentException(
                    "it is no CloudEvent: it has neither headers such as ce_id nor a field specversion");
        }
        return withDecodedData((ObjectNode) root);
    }

    private static JsonNode ofHeaders(SourceRecord record, JsonNode data) {
        var event = JsonNodeFactory.instance.objectNode();
        for (var header : record.headers()) {
            var name = header.key().toLowerCase(Locale.ROOT);
            if (name.startsWith(ATTRIBUTE)) {
                event.put(name.substring(ATTRIBUTE.length()), header.text());
            }
        }
        event.set("data", data);
        return event;
    }

    private static JsonNode withDecodedData(ObjectNode event) {
        var data = event.path(BASE64_DATA);
        if (!data.isTextual()) {
            return event;
        }
        try {
            event.set("data", JsonRecords.read(Base64.getDecoder().decode(data.textValue())));
            event.remove(BASE64_DATA);
            return event;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its field %s is no JSON in base64".formatted(BASE64_DATA), e);
        }
    }

    private static String contentType(SourceRecord record) {
        return record.headers().stream()
                .filter(header -> header.key().equalsIgnoreCase("content-type"))
                .map(SourceHeader::text)
                .findFirst()
                .orElse("");
    }
}
