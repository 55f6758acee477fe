package dev.tocsin.sources.formats;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.sources.DecodedRecord;
import dev.tocsin.sources.RecordFormat;
import dev.tocsin.sources.RecordLimitException;
import dev.tocsin.sources.SampleCollector;
import dev.tocsin.sources.SourceRecord;
import dev.tocsin.sources.TimestampUnit;
import dev.tocsin.sources.UndecodableRecordException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Telegraf's data format json: one metric, or {@code {"metrics": [...]}}. Text fields have no series; true is 1.
 *
 * @param unit {@code json_timestamp_units} of the producer. Texts are times in RFC 3339
 * @see <a href="https://docs.influxdata.com/telegraf/v1/data_formats/output/json/">JSON output data format</a>
 */
record TelegrafJson(TelegrafNames names, TimestampUnit unit) implements RecordFormat {
    @Override
    public DecodedRecord decode(SourceRecord record) throws UndecodableRecordException {
        var root = JsonRecords.read(record.value());
        var collector = new SampleCollector();
        if (root.path("metrics").isArray() || root.isArray()) {
            (root.isArray() ? root : root.path("metrics")).forEach(metric -> metricOfBatch(metric, record, collector));
        } else {
            metric(root, record, collector);
        }
        return collector.result();
    }

    private void metricOfBatch(JsonNode metric, SourceRecord record, SampleCollector collector) {
        try {
            metric(metric, record, collector);
        } catch (RecordLimitException e) {
            throw e;
        } catch (IllegalArgumentException | ArithmeticException e) {
            collector.warn("a metric of the batch is left out: " + e.getMessage());
        }
    }

    private void metric(JsonNode metric, SourceRecord record, SampleCollector collector) {
        if (!metric.isObject()) {
            throw new IllegalArgumentException("a metric is no JSON object");
        }
        var fields = metric.path("fields");
        if (!fields.isObject()) {
            throw JsonRecords.wrong(fields, "fields", "an object with the fields of the metric");
        }
        var values = new LinkedHashMap<String, Double>();
        fields.properties().forEach(field -> {
            var value = field.getValue();
            if (value.isNumber()) {
                values.put(field.getKey(), value.doubleValue());
            } else if (value.isBoolean()) {
                values.put(field.getKey(), value.booleanValue() ? 1.0 : 0.0);
            }
        });
        names.addSamples(
                JsonRecords.text(metric, "name"),
                tags(metric),
                values,
                fields.size() == 1,
                time(metric, record),
                collector);
    }

    private static Map<String, String> tags(JsonNode metric) {
        var tags = new LinkedHashMap<String, String>();
        metric.path("tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        return tags;
    }

    private long time(JsonNode metric, SourceRecord record) {
        var time = metric.path("timestamp");
        if (time.isIntegralNumber() && time.canConvertToLong()) {
            return unit.toMillis(time.longValue());
        }
        if (time.isNumber()) {
            return unit.toMillis(time.doubleValue());
        }
        return time.isMissingNode() ? record.timeMs() : JsonRecords.time(metric, "timestamp");
    }
}
