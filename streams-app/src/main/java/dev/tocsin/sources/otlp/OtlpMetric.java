package dev.tocsin.sources.otlp;

import java.util.List;

/**
 * A metric with its points.
 *
 * @param temporality as in OTLP; UNSPECIFIED for gauges and summaries
 */
record OtlpMetric(
        String name, String unit, Kind kind, Temporality temporality, boolean isMonotonic, List<DataPoint> points) {
    /** The type of a metric. */
    enum Kind {
        /** A type that a newer version of OTLP has. */
        UNKNOWN,
        GAUGE,
        SUM,
        HISTOGRAM,
        EXPONENTIAL_HISTOGRAM,
        SUMMARY;

        /** The type by the number of the field of a metric that has the points. */
        static Kind ofField(int number) {
            return switch (number) {
                case 5 -> GAUGE;
                case 7 -> SUM;
                case 9 -> HISTOGRAM;
                case 10 -> EXPONENTIAL_HISTOGRAM;
                case 11 -> SUMMARY;
                default -> UNKNOWN;
            };
        }
    }

    /** The aggregation temporality. */
    enum Temporality {
        UNSPECIFIED,
        DELTA,
        CUMULATIVE;

        static Temporality of(long number) {
            return number == 1 ? DELTA : number == 2 ? CUMULATIVE : UNSPECIFIED;
        }
    }

    boolean isDelta() {
        return temporality == Temporality.DELTA;
    }
}
