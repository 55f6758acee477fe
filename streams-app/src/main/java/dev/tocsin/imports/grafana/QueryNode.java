package dev.tocsin.imports.grafana;

import dev.tocsin.yaml.SourceLocation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A node of the graph of queries and expressions of a rule. */
sealed interface QueryNode {
    SourceLocation location();

    /**
     * A Prometheus query.
     *
     * @param isInstant whether it asks for one value a series, not for a range
     * @param rangeSeconds length of the range
     * @param stepSeconds distance of the points in the range
     */
    record PrometheusQuery(
            SourceLocation location,
            String expr,
            String dataSource,
            boolean isInstant,
            long rangeSeconds,
            long stepSeconds)
            implements QueryNode {}

    /** @param replacement of values that are no numbers, in the mode {@code replaceNN} */
    record Reduce(SourceLocation location, String input, String reducer, String mode, OptionalDouble replacement)
            implements QueryNode {}

    /** @param recovery how an alert that fires ends; empty if by the same condition */
    record Threshold(SourceLocation location, String input, Evaluator evaluator, Optional<Evaluator> recovery)
            implements QueryNode {}

    /** An expression such as {@code $A > 5 && $B < 3}. */
    record Math(SourceLocation location, String expression) implements QueryNode {}

    record ClassicConditions(SourceLocation location, List<ClassicCondition> conditions) implements QueryNode {}

    /** @param isOr whether it is joined to the conditions before by "or" */
    record ClassicCondition(String input, String reducer, Evaluator evaluator, boolean isOr) {}

    /** A comparison with constants, such as {@code gt} with 80. */
    record Evaluator(String type, List<Double> parameters) {}

    /** A node that cannot be translated; the problem is known already. */
    record Refused(SourceLocation location) implements QueryNode {}
}
