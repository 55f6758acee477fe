package dev.tocsin.config;

import dev.tocsin.kafka.sources.AvroTree;
import dev.tocsin.kafka.sources.RegistrySchemas;
import dev.tocsin.labels.LabelName;
import dev.tocsin.labels.Labels;
import dev.tocsin.sources.RecordFormat;
import dev.tocsin.sources.TimestampUnit;
import dev.tocsin.sources.TreeReader;
import dev.tocsin.sources.UndecodableRecordException;
import dev.tocsin.sources.formats.Envelope;
import dev.tocsin.sources.formats.EnvelopeReader;
import dev.tocsin.sources.formats.SourceFormats;
import dev.tocsin.sources.mapping.FieldExpression;
import dev.tocsin.sources.mapping.FilterExpression;
import dev.tocsin.sources.mapping.JsonTree;
import dev.tocsin.sources.mapping.RecordMapping;
import dev.tocsin.sources.mapping.SeriesMapping;
import dev.tocsin.sources.mapping.SeriesMapping.Kind;
import dev.tocsin.sources.mapping.TimeMapping;
import dev.tocsin.yaml.SpellingSuggestion;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the format of a source. */
final class SourceFormatReader {
    private static final String UNITS = "s, ms, us or ns";
    private static final Set<String> MAPPED = Set.of("json", "avro", "debezium", "cloudevents");
    private static final RecordFormat NONE = record -> {
        throw new UndecodableRecordException("the format of the source is not valid");
    };

    private final RegistrySchemas schemas;

    SourceFormatReader(RegistrySchemas schemas) {
        this.schemas = schemas;
    }

    /**
     * A format with its name.
     *
     * @param knownCounters the counters whose labels do not depend on records
     */
    record NamedFormat(String name, RecordFormat format, List<Labels> knownCounters) {}

    NamedFormat read(YamlMap map) {
        var name = map.get("format").flatMap(YamlValue::text).orElse("");
        if (map.get("format").isEmpty()) {
            map.problem(
                    "format",
                    "the source has no format",
                    "write format: json, or another of " + String.join(", ", names()));
            return new NamedFormat(name, NONE, List.of());
        }
        if (SourceFormats.names().contains(name)) {
            var options = FormatOptionsReader.read(map, name);
            return new NamedFormat(name, SourceFormats.create(name, options), List.of());
        }
        if (!MAPPED.contains(name)) {
            map.problem("format", "unknown format '%s'".formatted(name), unknownFormat(name));
            readAll(map);
            return new NamedFormat(name, NONE, List.of());
        }
        return mapped(name, enveloped(name, map), map);
    }

    /** The options of a format that is misspelt are no mistakes of their own. */
    private static void readAll(YamlMap map) {
        List.of("when", "time", "series", "envelope", "snapshots", "schema").forEach(map::get);
        SourceFormats.names().forEach(name -> SourceFormats.optionsOf(name).forEach(map::get));
    }

    private static String unknownFormat(String name) {
        return SourceFormats.remedyFor(name).orElseGet(() -> suggestion(name));
    }

    private static String suggestion(String name) {
        return SpellingSuggestion.misspelt(name, names())
                .map("did you mean '%s'?"::formatted)
                .orElse("the formats are " + String.join(", ", names()));
    }

    private static Set<String> names() {
        var names = new TreeSet<>(MAPPED);
        names.addAll(SourceFormats.names());
        return names;
    }

    /** The fields of records inside an envelope. Formats debezium and cloudevents are JSON with an envelope. */
    private TreeReader enveloped(String name, YamlMap map) {
        var isEncoding = Envelope.of(name).isEmpty();
        var envelope = isEncoding
                ? map.read("envelope", "none, debezium or cloudevents", SourceFormatReader::envelope)
                        .orElse(Envelope.NONE)
                : Envelope.of(name).get();
        var snapshots = map.bool("snapshots", false);
        if (snapshots && envelope != Envelope.DEBEZIUM) {
            map.problem(
                    "snapshots", "only events of Debezium have snapshots", "write envelope: debezium, or remove it");
        }
        return new EnvelopeReader(tree(name, map), envelope, snapshots);
    }

    private static Envelope envelope(String text) {
        return Envelope.of(text).orElseThrow(() -> new IllegalArgumentException(""));
    }

    private TreeReader tree(String name, YamlMap map) {
        if (!name.equals("avro")) {
            return new JsonTree();
        }
        return map.read("schema", "an Avro schema in JSON", schema -> AvroTree.of(Optional.of(schema), schemas))
                .orElseGet(() -> AvroTree.of(Optional.empty(), schemas));
    }

    private static NamedFormat mapped(String name, TreeReader tree, YamlMap map) {
        var filter = map.read("when", "a condition such as $.status == \"PAID\"", FilterExpression::parse);
        var series = new ArrayList<SeriesMapping>();
        var items = map.items("series");
        if (items.isEmpty()) {
            map.problem(
                    "series",
                    "the source has no series",
                    "write a list such as: series: [{metric: orders_total, value: 1, kind: counter}]");
        }
        items.forEach(item -> series(item.map()).ifPresent(series::add));
        var known = series.stream()
                .filter(one -> one.kind() == Kind.COUNTER)
                .flatMap(one -> one.constantLabels().stream())
                .toList();
        return new NamedFormat(name, new RecordMapping(tree, filter, time(map), series), known);
    }

    private static TimeMapping time(YamlMap map) {
        var value = map.get("time");
        if (value.isEmpty()) {
            return TimeMapping.OF_RECORD;
        }
        if (!value.get().isMap()) {
            return expression(map, "time")
                    .filter(path -> !path.toString().equals("record"))
                    .map(path -> time(map, "time", path, Optional.empty()))
                    .orElse(TimeMapping.OF_RECORD);
        }
        var time = map.map("time");
        var unit = time.read("unit", UNITS, SourceFormatReader::unit);
        if (time.get("path").isEmpty()) {
            time.problem("path", "time.path is missing", "write the path of the time, such as $.created_at");
        }
        return expression(time, "path")
                .map(path -> time(time, "path", path, unit))
                .orElse(TimeMapping.OF_RECORD);
    }

    private static TimeMapping time(YamlMap map, String key, FieldExpression path, Optional<TimestampUnit> unit) {
        if (path.isConstant()) {
            map.problem(
                    key, "'%s' is not a path".formatted(path), "write a path such as $.created_at, or time: record");
        }
        return new TimeMapping(Optional.of(path), unit);
    }

    private static TimestampUnit unit(String text) {
        return TimestampUnit.of(text).orElseThrow(() -> new IllegalArgumentException(""));
    }

    private static Optional<SeriesMapping> series(YamlMap map) {
        var kind = map.read("kind", "gauge or counter", text -> Kind.valueOf(text.toUpperCase(Locale.ROOT)))
                .orElse(Kind.GAUGE);
        var metric = expression(map, "metric");
        metric.filter(name -> name.isConstant() && !LabelName.isValid(name.toString()))
                .ifPresent(
                        name -> map.problem("metric", "the metric has no name", "write a name such as orders_total"));
        if (map.get("metric").isEmpty()) {
            map.problem("metric", "a series has no metric", "write a name such as metric: orders_total");
        }
        if (map.get("value").isEmpty()) {
            map.problem("value", "a series has no value", "write a path such as value: $.amount, or value: 1 to count");
        }
        var value = expression(map, "value");
        value.filter(FieldExpression::isConstant)
                .filter(constant -> !constant.toString().matches("[0-9]+([.][0-9]+)?"))
                .ifPresent(constant -> map.problem(
                        "value",
                        "the value '%s' is no path and no number".formatted(constant),
                        "write a path such as $.amount, or a number of at least 0"));
        var labels = labels(map);
        map.rejectUnknownKeys();
        return metric.flatMap(name -> value.map(number -> new SeriesMapping(name, number, labels, kind)));
    }

    private static Map<String, FieldExpression> labels(YamlMap map) {
        var labels = new LinkedHashMap<String, FieldExpression>();
        map.get("labels").map(YamlValue::entries).orElse(Map.of()).forEach((name, value) -> {
            if (!LabelName.isValid(name) || name.equals(Labels.NAME)) {
                value.problem("'%s' is not a valid name of a label".formatted(name), "choose another name");
            }
            value.read("a text, or a path such as $.country", FieldExpression::parse)
                    .ifPresent(expression -> labels.put(name, expression));
        });
        return labels;
    }

    private static Optional<FieldExpression> expression(YamlMap map, String key) {
        return map.read(key, "a path such as $.amount", FieldExpression::parse);
    }
}
