package dev.tocsin.evaluation.promql;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A part of the language that Prometheus puts behind a switch, by the switch's name there. */
public enum Feature {
    EXPERIMENTAL_FUNCTIONS("promql-experimental-functions"),
    EXTENDED_RANGE_SELECTORS("promql-extended-range-selectors"),
    FILL_MODIFIERS("promql-binop-fill-modifiers"),
    /** Durations as arithmetic. They are part of the stable language by now. */
    DURATION_EXPRESSIONS("promql-duration-expr"),
    /** Names that an operation drops stay visible until the end of the query. */
    DELAYED_NAME_REMOVAL("promql-delayed-name-removal"),
    /** The times at which counters began count for rates. */
    START_TIMESTAMPS("use-start-timestamps"),
    /** The label {@code __type__} says what is a counter, not the ending of a name. */
    TYPE_AND_UNIT_LABELS("type-and-unit-labels");

    private final String text;

    Feature(String text) {
        this.text = text;
    }

    /** The feature of a name, if there is one. */
    public static Optional<Feature> find(String name) {
        return Stream.of(values()).filter(feature -> feature.text.equals(name)).findFirst();
    }

    /** The names of all, for people. */
    public static List<String> names() {
        return Stream.of(values()).map(Feature::toString).toList();
    }

    /** Its name. */
    @Override
    public String toString() {
        return text;
    }
}
