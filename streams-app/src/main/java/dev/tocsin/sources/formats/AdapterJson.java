package dev.tocsin.sources.formats;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.evaluation.samples.StaleMarker;
import dev.tocsin.labels.Labels;
import dev.tocsin.sources.DecodedRecord;
import dev.tocsin.sources.RecordFormat;
import dev.tocsin.sources.SampleCollector;
import dev.tocsin.sources.SourceRecord;
import dev.tocsin.sources.UndecodableRecordException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Records of prometheus-kafka-adapter, serialized as json or avro-json, which give the same text: one sample each, with the
 * value as a text and the time in whole seconds.
 *
 * @see <a href="https://github.com/Telefonica/prometheus-kafka-adapter">prometheus-kafka-adapter</a>
 */
record AdapterJson(boolean staleNan) implements RecordFormat {
    @Override
    public DecodedRecord decode(SourceRecord record) throws UndecodableRecordException {
        var root = JsonRecords.read(record.value());
        if (!root.isObject()) {
            throw new IllegalArgumentException("it is no JSON object");
        }
        var value = JsonRecords.number(root, "value");
        var collector = new SampleCollector();
        collector.add(
                labels(root),
                JsonRecords.time(root, "timestamp"),
                staleNan && Double.isNaN(value) ? StaleMarker.VALUE : value);
        return collector.result();
    }

    private static Map<String, String> labels(JsonNode root) {
        var node = root.path("labels");
        if (!node.isObject()) {
            throw JsonRecords.wrong(node, "labels", "an object with the labels");
        }
        var labels = new LinkedHashMap<String, String>();
        node.properties().forEach(label -> labels.put(label.getKey(), JsonRecords.text(node, label.getKey())));
        if (!labels.containsKey(Labels.NAME)) {
            labels.put(Labels.NAME, JsonRecords.text(root, "name"));
        }
        return labels;
    }
}
