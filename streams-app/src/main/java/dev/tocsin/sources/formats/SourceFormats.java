package dev.tocsin.sources.formats;

import dev.tocsin.sources.DecodedRecord;
import dev.tocsin.sources.RecordFormat;
import dev.tocsin.sources.SourceHeader;
import dev.tocsin.sources.TimestampUnit;
import dev.tocsin.sources.otlp.OtlpFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** The formats whose records have their metric names and times in them, so that a source needs no mapping. */
public final class SourceFormats {
    private static final String SIGNAL_HEADER = "otelcol.signal";
    private static final Set<String> OTLP_OPTIONS =
            Set.of("translation_strategy", "promote_resource_attributes", "scope_labels", "delta");
    private static final Set<String> TELEGRAF_OPTIONS = Set.of("single_field_value", "timestamp_unit");

    /** Formats of the same producers that cannot be read, with the remedy. */
    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("avro-json", "use adapter-json: prometheus-kafka-adapter's avro-json gives the same text"),
            Map.entry("protobuf", "if it is OTLP, use otlp_proto; if it is remote write, use remote-write"),
            Map.entry("otlp", "use otlp_proto or otlp_json, as encoding of the Collector's kafka exporter says"),
            Map.entry("carbon2", "let Telegraf write influx or json"),
            Map.entry("graphite", "let Telegraf write influx or json"),
            Map.entry("wavefront", "let Telegraf write influx or json"),
            Map.entry("splunkmetric", "let Telegraf write influx or json"),
            Map.entry("msgpack", "let the producer write json"),
            Map.entry("csv", "let the producer write json"),
            Map.entry("binary", "let Telegraf write influx or json"),
            Map.entry("native", "let Vector's kafka sink use encoding.codec native_json or json"));

    private static final Map<String, Entry> ENTRIES = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "adapter-json",
                    new Entry(
                            Set.of("stale_nan"),
                            "Set SERIALIZATION_FORMAT=json in prometheus-kafka-adapter.",
                            options -> new AdapterJson(options.staleNan()))),
            Map.entry(
                    "otlp_proto",
                    new Entry(
                            OTLP_OPTIONS,
                            "Set encoding: otlp_proto in the exporter, and let logs and traces have topics of their own.",
                            SourceFormats::otlpProtobuf)),
            Map.entry(
                    "otlp_json",
                    new Entry(
                            OTLP_OPTIONS,
                            "Set encoding: otlp_json in the exporter, and let logs and traces have topics of their own.",
                            SourceFormats::otlpJson)),
            Map.entry(
                    "influx",
                    new Entry(
                            TELEGRAF_OPTIONS,
                            "Set data_format = \"influx\" in Telegraf's outputs.kafka.",
                            options -> new InfluxFormat(names(options), unit(options, TimestampUnit.NS)))),
            Map.entry(
                    "telegraf-json",
                    new Entry(
                            TELEGRAF_OPTIONS,
                            "Set data_format = \"json\" in Telegraf's outputs.kafka, without json_transformation.",
                            options -> new TelegrafJson(names(options), unit(options, TimestampUnit.S)))),
            Map.entry(
                    "vector-json",
                    new Entry(
                            Set.of("delta"),
                            "Set encoding.codec to json or native_json in Vector's kafka sink.",
                            options -> new VectorJson(options.otlp().accumulatesDeltas()))),
            Map.entry(
                    "mimir",
                    new Entry(
                            Set.of("tenant_label"),
                            "Use the topic of Mimir's ingest storage, with record version 0 or 1.",
                            options -> new MimirFormat(options.tenantLabel()))),
            Map.entry(
                    "remote-write",
                    new Entry(
                            Set.of(),
                            "The value must be a request of remote write 1.0 or 2.0, with Snappy or without compression.",
                            options -> new RemoteWriteFormat())),
            Map.entry(
                    "prometheus-text",
                    new Entry(
                            Set.of(),
                            "The value must be in Prometheus's text format, with times in milliseconds.",
                            options -> new ExpositionFormat(false))),
            Map.entry(
                    "openmetrics-text",
                    new Entry(
                            Set.of(),
                            "The value must be in OpenMetrics's text format, with times in seconds.",
                            options -> new ExpositionFormat(true)))));

    private SourceFormats() {}

    /**
     * A format.
     *
     * @param options names of the options that it reads
     * @param advice to the operator whose records are undecodable
     */
    private record Entry(Set<String> options, String advice, Function<FormatOptions, RecordFormat> constructor) {}

    /** The names of all formats, in alphabetical order. */
    public static List<String> names() {
        return List.copyOf(ENTRIES.keySet());
    }

    /** The names of the options of a format; empty for a format that is none of {@link #names}. */
    public static Set<String> optionsOf(String format) {
        return Optional.ofNullable(ENTRIES.get(format))
                .map(entry -> (Set<String>) new TreeSet<>(entry.options()))
                .orElse(Set.of());
    }

    /** For a format that is known but not supported, what to use instead. */
    public static Optional<String> remedyFor(String format) {
        return Optional.ofNullable(REFUSED.get(format));
    }

    /** @throws IllegalArgumentException if the format is none of {@link #names} */
    public static RecordFormat create(String format, FormatOptions options) {
        var entry = ENTRIES.get(format);
        if (entry == null) {
            throw new IllegalArgumentException("format '%s' is not one of %s".formatted(format, names()));
        }
        return new GuardedFormat(format, entry.advice(), entry.constructor().apply(options));
    }

    private static RecordFormat otlpProtobuf(FormatOptions options) {
        var format = new OtlpFormat(options.otlp());
        return ofMetrics(record -> format.protobuf(record.value(), record.timeMs()));
    }

    private static RecordFormat otlpJson(FormatOptions options) {
        var format = new OtlpFormat(options.otlp());
        return ofMetrics(record -> format.json(JsonRecords.read(record.value()), record.timeMs()));
    }

    /** Logs and traces can share a topic with metrics if the Collector adds the header. */
    private static RecordFormat ofMetrics(RecordFormat format) {
        return record -> {
            var signal = record.header(SIGNAL_HEADER).map(SourceHeader::text).orElse("metrics");
            return signal.equals("metrics")
                    ? format.decode(record)
                    : new DecodedRecord.Ignored("its header %s is %s".formatted(SIGNAL_HEADER, signal));
        };
    }

    private static TelegrafNames names(FormatOptions options) {
        return new TelegrafNames(options.singleFieldValue());
    }

    private static TimestampUnit unit(FormatOptions options, TimestampUnit standard) {
        return options.timestampUnit().orElse(standard);
    }
}
