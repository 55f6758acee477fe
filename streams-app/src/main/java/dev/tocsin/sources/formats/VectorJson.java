package dev.tocsin.sources.formats;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.labels.Labels;
import dev.tocsin.sources.DecodedRecord;
import dev.tocsin.sources.RecordFormat;
import dev.tocsin.sources.SampleCollector;
import dev.tocsin.sources.SourceRecord;
import dev.tocsin.sources.UndecodableRecordException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Metrics of Vector's kafka sink, in its codecs json and native_json. Logs and traces have no samples.
 *
 * @param accumulatesDeltas whether incremental metrics are to be added up; otherwise they are stored as they are
 * @see <a href="https://vector.dev/docs/architecture/data-model/metric/">Metric events</a>
 */
record VectorJson(boolean accumulatesDeltas) implements RecordFormat {
    @Override
    public DecodedRecord decode(SourceRecord record) throws UndecodableRecordException {
        var root = JsonRecords.read(record.value());
        if (root.path("log").isObject() || root.path("trace").isObject()) {
            return new DecodedRecord.Ignored("a log or a trace of Vector");
        }
        var metric = root.path("metric").isObject() ? root.path("metric") : root;
        var collector = new SampleCollector();
        var labels = collector.labelsOf(labels(metric));
        if (labels.isPresent()) {
            var time =
                    metric.path("timestamp").isMissingNode() ? record.timeMs() : JsonRecords.time(metric, "timestamp");
            var interval = metric.path("interval_ms").asLong(0);
            var start = interval > 0 && interval < time ? time - interval : 0;
            new VectorMetric(metric, labels.get(), time, start, isDelta(metric), collector).addSamples();
        }
        return collector.result();
    }

    private boolean isDelta(JsonNode metric) {
        return switch (JsonRecords.text(metric, "kind")) {
            case "incremental" -> accumulatesDeltas;
            case "absolute" -> false;
            default -> throw JsonRecords.wrong(metric.path("kind"), "kind", "\"incremental\" or \"absolute\"");
        };
    }

    private static Map<String, String> labels(JsonNode metric) {
        var labels = new LinkedHashMap<String, String>();
        metric.path("tags").properties().forEach(tag -> {
            var name = ClassicNames.of(tag.getKey(), false);
            labels.put(name, tagValue(tag.getValue()));
        });
        var namespace = metric.path("namespace").asText("");
        var name = JsonRecords.text(metric, "name");
        labels.put(Labels.NAME, ClassicNames.of(namespace.isEmpty() ? name : namespace + "_" + name, true));
        return labels;
    }

    /** The last value of a tag, as in Vector's own output for Prometheus. */
    private static String tagValue(JsonNode value) {
        if (value.isArray()) {
            return value.isEmpty() ? "" : tagValue(value.get(value.size() - 1));
        }
        return value.isNull() ? "" : value.asText();
    }
}
