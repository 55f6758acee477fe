package dev.tocsin.evaluation.samples;

import dev.tocsin.limits.Limit;

/**
 * Metadata of a metric: what the lines {@code # TYPE}, {@code # HELP} and {@code # UNIT} of a target say.
 *
 * @param metric the name of the metric family
 * @param help at most {@link Limit#METADATA_TEXT} characters; the rest is cut off, as of the unit
 */
public record MetricMetadata(String metric, MetricType type, String help, String unit) {
    /** Memory of an entry without its characters. */
    private static final int BYTES = 200;

    public MetricMetadata {
        help = shortened(help);
        unit = shortened(unit);
    }

    /** Approximate memory in bytes. */
    long bytes() {
        return BYTES + 2L * (metric.length() + help.length() + unit.length());
    }

    private static String shortened(String text) {
        var length = Limit.METADATA_TEXT.intValue();
        if (text.length() <= length) {
            return text;
        }
        // Not in the middle of a pair of surrogates.
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
