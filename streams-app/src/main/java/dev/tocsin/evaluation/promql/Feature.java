package dev.tocsin.evaluation.promql;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A part of the language that Prometheus enables with {@code --enable-feature}, with the name of that flag. */
public enum Feature {
    EXPERIMENTAL_FUNCTIONS("promql-experimental-functions"),
    EXTENDED_RANGE_SELECTORS("promql-extended-range-selectors"),
    FILL_MODIFIERS("promql-binop-fill-modifiers"),
    /** Arithmetic with durations. Enabled by default. */
    DURATION_EXPRESSIONS("promql-duration-expr"),
    /** Metric names are removed at the end of the query, not by each operation. */
    DELAYED_NAME_REMOVAL("promql-delayed-name-removal"),
    /** Rates use the start timestamps of counters. */
    START_TIMESTAMPS("use-start-timestamps"),
    /** The label {@code __type__} identifies counters, not the suffix of the metric name. */
    TYPE_AND_UNIT_LABELS("type-and-unit-labels");

    private final String text;

    Feature(String text) {
        this.text = text;
    }

    /** The feature with this name. */
    public static Optional<Feature> find(String name) {
        return Stream.of(values()).filter(feature -> feature.text.equals(name)).findFirst();
    }

    /** The names of all features. */
    public static List<String> names() {
        return Stream.of(values()).map(Feature::toString).toList();
    }

    @Override
    public String toString() {
        return text;
    }
}
