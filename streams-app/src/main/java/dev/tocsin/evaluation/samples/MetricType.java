package dev.tocsin.evaluation.samples;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The type of a metric, as in OpenMetrics. */
public enum MetricType {
    UNKNOWN,
    COUNTER,
    GAUGE,
    HISTOGRAM(List.of("_bucket", "_count", "_sum")),
    GAUGEHISTOGRAM(List.of("_bucket", "_gcount", "_gsum", "_count", "_sum")),
    SUMMARY(List.of("_count", "_sum")),
    INFO,
    STATESET;

    private final List<String> suffixes;

    MetricType() {
        this(List.of());
    }

    MetricType(List<String> suffixes) {
        this.suffixes = suffixes;
    }

    /** The type with this text; unknown for any other text. */
    public static MetricType of(String text) {
        for (var type : values()) {
            if (type.text().equals(text)) {
                return type;
            }
        }
        return UNKNOWN;
    }

    /** The text in answers and exposition formats, such as {@code counter}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name of the metric that a series of this type belongs to, such as {@code a} for {@code a_bucket}. */
    public String familyOf(String series) {
        for (var suffix : suffixes) {
            if (series.endsWith(suffix) && series.length() > suffix.length()) {
                return series.substring(0, series.length() - suffix.length());
            }
        }
        return series;
    }

    /** The names of the metrics that a series of this name can belong to, whatever their types are. */
    public static Set<String> familiesOf(String series) {
        var families = new HashSet<String>();
        for (var type : values()) {
            families.add(type.familyOf(series));
        }
        return families;
    }
}
