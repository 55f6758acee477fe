package dev.tocsin.evaluation.remotewrite;

import dev.tocsin.evaluation.samples.MetricMetadata;
import dev.tocsin.evaluation.samples.MetricType;
import java.util.List;
import java.util.Optional;

/**
 * Metadata of a series of version 2, as references to symbols.
 *
 * @param type the number of the type
 * @param help reference to the help; 0 for none
 * @param unit reference to the unit; 0 for none
 */
public record MetadataReader(long type, long help, long unit) {
    private static final List<MetricType> TYPES = List.of(
            MetricType.UNKNOWN,
            MetricType.COUNTER,
            MetricType.GAUGE,
            MetricType.HISTOGRAM,
            MetricType.GAUGEHISTOGRAM,
            MetricType.SUMMARY,
            MetricType.INFO,
            MetricType.STATESET);

    /** Reads the metadata of a series of version 2. */
    public static MetadataReader ofSeries(ProtobufReader message) {
        var type = 0L;
        var help = 0L;
        var unit = 0L;
        while (message.hasNextField()) {
            switch (message.nextField()) {
                case 1 -> type = message.readVarint();
                case 3 -> help = message.readVarint();
                case 4 -> unit = message.readVarint();
                default -> message.skipField();
            }
        }
        return new MetadataReader(type, help, unit);
    }

    /**
     * The metadata of the metric that a series belongs to; empty if it says nothing, or refers to symbols that do not exist.
     *
     * @param series the name of the series, such as that of a bucket
     */
    public Optional<MetricMetadata> ofMetric(String series, SymbolTable symbols) {
        if (type == 0 && help == 0 && unit == 0 || !symbols.has(help) && help != 0 || !symbols.has(unit) && unit != 0) {
            return Optional.empty();
        }
        var known = type(type);
        return Optional.of(new MetricMetadata(known.familyOf(series), known, text(symbols, help), text(symbols, unit)));
    }

    /** Reads the metadata of a metric in a request of version 1; empty if it has no name. */
    public static Optional<MetricMetadata> ofRequest(ProtobufReader message) {
        var type = 0L;
        var metric = "";
        var help = "";
        var unit = "";
        while (message.hasNextField()) {
            switch (message.nextField()) {
                case 1 -> type = message.readVarint();
                case 2 -> metric = message.readString();
                case 4 -> help = message.readString();
                case 5 -> unit = message.readString();
                default -> message.skipField();
            }
        }
        return metric.isEmpty() ? Optional.empty() : Optional.of(new MetricMetadata(metric, type(type), help, unit));
    }

    private static String text(SymbolTable symbols, long reference) {
        return reference == 0 ? "" : symbols.text(reference);
    }

    private static MetricType type(long number) {
        return number >= 0 && number < TYPES.size() ? TYPES.get((int) number) : MetricType.UNKNOWN;
    }
}
