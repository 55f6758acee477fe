package dev.tocsin.imports.grafana;

import dev.tocsin.imports.grafana.QueryNode.ClassicCondition;
import dev.tocsin.imports.grafana.QueryNode.Evaluator;
import dev.tocsin.imports.grafana.QueryNode.PrometheusQuery;
import dev.tocsin.notation.GoFloat;
import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.SourceLocation;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Translates the condition of a rule, with the queries and expressions that it uses, into one PromQL expression. An alert
 * fires for each series of its result.
 */
final class ConditionTranslator {
    private static final Map<String, String> OPERATORS =
            Map.of("gt", ">", "lt", "<", "gte", ">=", "lte", "<=", "eq", "==", "ne", "!=");
    private static final Map<String, String> RANGE_FUNCTIONS = Map.of(
            "last", "last_over_time",
            "mean", "avg_over_time",
            "avg", "avg_over_time",
            "min", "min_over_time",
            "max", "max_over_time",
            "sum", "sum_over_time",
            "count", "count_over_time");

    private final Map<String, QueryNode> nodes;
    private final boolean approximate;
    private final ProblemCollector problems;
    private final Set<String> visiting = new HashSet<>();

    ConditionTranslator(Map<String, QueryNode> nodes, boolean approximate, ProblemCollector problems) {
        this.nodes = nodes;
        this.approximate = approximate;
        this.problems = problems;
    }

    /**
     * A translated node.
     *
     * @param expr PromQL; in brackets where it needs them
     * @param range the query, if the node is a range of it that is not reduced yet
     * @param inputs the nodes whose values the result has
     */
    private record Translated(String expr, Optional<PrometheusQuery> range, Set<String> inputs) {}

    /**
     * A condition.
     *
     * @param expr PromQL
     * @param inputs the nodes whose values are the value of the expression
     */
    record Condition(String expr, Set<String> inputs) {}

    /** The condition of an alert; empty if it cannot be translated, with the problems. */
    Optional<Condition> condition(String reference, SourceLocation at) {
        return node(reference, at, true).flatMap(found -> {
            if (found.range().isPresent()) {
                return refuse(found.range().get().location(), "the condition is a range query that is not reduced");
            }
            return Optional.of(new Condition(found.expr(), found.inputs()));
        });
    }

    /** The value of a node, for a recording rule. */
    Optional<Condition> value(String reference, SourceLocation at) {
        return number(reference, at).map(found -> new Condition(found.expr(), found.inputs()));
    }

    private Optional<Translated> number(String reference, SourceLocation at) {
        return node(reference, at, false).flatMap(found -> {
            if (found.range().isPresent()) {
                return refuse(at, "%s is a range query: only its reduction can be compared".formatted(reference));
            }
            return Optional.of(found);
        });
    }

    /** @param asCondition whether series are left out for which the node is 0, instead of having the value 0 */
    private Optional<Translated> node(String reference, SourceLocation at, boolean asCondition) {
        var node = nodes.get(reference);
        if (node == null) {
            return refuse(at, "there is no query or expression '%s'".formatted(reference));
        }
        if (!visiting.add(reference)) {
            return refuse(node.location(), "expression '%s' uses itself".formatted(reference));
        }
        try {
            return translate(reference, node, asCondition);
        } finally {
            visiting.remove(reference);
        }
    }

    private Optional<Translated> translate(String reference, QueryNode node, boolean asCondition) {
        if (node instanceof PrometheusQuery query) {
            return query(reference, query, asCondition);
        }
        if (node instanceof QueryNode.Reduce reduce) {
            return reduce(reference, reduce).map(found -> asCondition ? notZero(found) : found);
        }
        if (node instanceof QueryNode.Threshold threshold) {
            return threshold(threshold, asCondition);
        }
        if (node instanceof QueryNode.Math math) {
            return math(math, asCondition);
        }
        if (node instanceof QueryNode.ClassicConditions classic) {
            return classic(classic);
        }
        return Optional.empty();
    }

    private Optional<Translated> query(String reference, PrometheusQuery query, boolean asCondition) {
        if (query.expr().contains("$__")) {
            return refuse(
                    query.location(),
                    "the query has a variable of Grafana, such as $__rate_interval: write a duration instead");
        }
        var found = new Translated(
                query.expr().strip(), query.isInstant() ? Optional.empty() : Optional.of(query), Set.of(reference));
        return Optional.of(asCondition && query.isInstant() ? notZero(found) : found);
    }

    private static Translated notZero(Translated value) {
        return new Translated(brackets(value.expr()) + " != 0", Optional.empty(), value.inputs());
    }

    private Optional<Translated> reduce(String reference, QueryNode.Reduce reduce) {
        if (reduce.mode().equals("replaceNN")) {
            return refuse(reduce.location(), "a reduction that replaces values has no equivalent (mode replaceNN)");
        }
        return node(reduce.input(), reduce.location(), false)
                .flatMap(input -> reduced(input, reduce.reducer(), reduce.location()))
                .map(found -> new Translated(found.expr(), Optional.empty(), with(found.inputs(), reference)));
    }

    private static Set<String> with(Set<String> references, String more) {
        var all = new HashSet<>(references);
        all.add(more);
        return Set.copyOf(all);
    }

    /** One value a series. That of an instant query is every reduction of it but its count. */
    private Optional<Translated> reduced(Translated input, String reducer, SourceLocation at) {
        if (!RANGE_FUNCTIONS.containsKey(reducer) && !reducer.equals("median")) {
            return refuse(at, "the reducer '%s' has no equivalent".formatted(reducer));
        }
        if (input.range().isEmpty()) {
            return Optional.of(
                    reducer.equals("count")
                            ? new Translated(brackets(input.expr()) + " * 0 + 1", Optional.empty(), Set.of())
                            : input);
        }
        if (!approximate) {
            return refuse(
                    at,
                    "the reduction of a range query: Grafana's points differ from those of a subquery. Make the query instant, or allow approximations");
        }
        var query = input.range().get();
        var window = "%s[%ds:%ds]".formatted(brackets(input.expr()), query.rangeSeconds(), query.stepSeconds());
        var expr = reducer.equals("median")
                ? "quantile_over_time(0.5, %s)".formatted(window)
                : "%s(%s)".formatted(RANGE_FUNCTIONS.get(reducer), window);
        return Optional.of(new Translated(expr, Optional.empty(), input.inputs()));
    }

    private Optional<Translated> threshold(QueryNode.Threshold threshold, boolean asCondition) {
        if (threshold.recovery().isPresent()) {
            return refuse(
                    threshold.location(),
                    "a threshold with a recovery threshold depends on whether the alert fires: use keep_firing_for, or two rules");
        }
        return number(threshold.input(), threshold.location())
                .flatMap(input -> compare(input.expr(), threshold.evaluator(), asCondition, threshold.location())
                        .map(expr -> new Translated(expr, Optional.empty(), asCondition ? input.inputs() : Set.of())));
    }

    /** Comparison of an expression with constants: as a filter, or as 0 and 1. Ranges exclude their ends. */
    private Optional<String> compare(String expr, Evaluator evaluator, boolean asFilter, SourceLocation at) {
        var operand = brackets(expr);
        var operator = OPERATORS.get(evaluator.type());
        var parameters = evaluator.parameters();
        var bool = asFilter ? "" : "bool ";
        if (operator != null && !parameters.isEmpty()) {
            return Optional.of("%s %s %s%s".formatted(operand, operator, bool, number(parameters.get(0))));
        }
        if (parameters.size() < 2) {
            return refuse(at, "the comparison '%s' has no equivalent".formatted(evaluator.type()));
        }
        var low = number(parameters.get(0));
        var high = number(parameters.get(1));
        var included = evaluator.type().endsWith("_included") ? "=" : "";
        return switch (evaluator.type()) {
            case "within_range", "within_range_included" ->
                Optional.of(
                        asFilter
                                ? "(%s >%s %s) <%s %s".formatted(operand, included, low, included, high)
                                : "(%s >%s bool %s) * (%s <%s bool %s)"
                                        .formatted(operand, included, low, operand, included, high));
            case "outside_range", "outside_range_included" ->
                Optional.of(
                        asFilter
                                ? "%s <%s %s or %s >%s %s".formatted(operand, included, low, operand, included, high)
                                : "clamp_max((%s <%s bool %s) + (%s >%s bool %s), 1)"
                                        .formatted(operand, included, low, operand, included, high));
            default -> refuse(at, "the comparison '%s' has no equivalent".formatted(evaluator.type()));
        };
    }

    private Optional<Translated> math(QueryNode.Math math, boolean asCondition) {
        try {
            var parsed = MathExpression.parse(math.expression());
            var variables = parsed.variables();
            if (variables.isEmpty()) {
                return refuse(math.location(), "the expression '%s' uses no query".formatted(math.expression()));
            }
            if (variables.size() > 1 && !approximate) {
                return refuse(
                        math.location(),
                        "the expression '%s' joins %s: Grafana joins series if the labels of one include those of the other, PromQL if they are equal. Allow approximations, or write one query"
                                .formatted(math.expression(), String.join(" and ", variables)));
            }
            var operands = new java.util.HashMap<String, String>();
            Set<String> inputs = Set.of();
            for (var variable : variables) {
                var input = number(variable, math.location());
                if (input.isEmpty()) {
                    return Optional.empty();
                }
                operands.put(variable, brackets(input.get().expr()));
                inputs = parsed.isComparisonOf(variable) ? input.get().inputs() : inputs;
            }
            var expr = asCondition ? parsed.filter(operands) : parsed.value(operands);
            return Optional.of(new Translated(expr, Optional.empty(), asCondition ? inputs : Set.of()));
        } catch (IllegalArgumentException e) {
            return refuse(math.location(), "the expression '%s': %s".formatted(math.expression(), e.getMessage()));
        }
    }

    /** One alert without labels. */
    private Optional<Translated> classic(QueryNode.ClassicConditions classic) {
        var expr = "";
        for (var condition : classic.conditions()) {
            var next = classicCondition(condition, classic.location());
            if (next.isEmpty()) {
                return Optional.empty();
            }
            expr = expr.isEmpty()
                    ? next.get()
                    : "(%s) %s (%s)".formatted(expr, condition.isOr() ? "or" : "and", next.get());
        }
        return expr.isEmpty()
                ? refuse(classic.location(), "there is no condition")
                : Optional.of(new Translated(expr, Optional.empty(), Set.of()));
    }

    private Optional<String> classicCondition(ClassicCondition condition, SourceLocation at) {
        var input = node(condition.input(), at, false);
        if (condition.evaluator().type().equals("no_value")) {
            return input.map(found -> "group by () (absent(%s))".formatted(found.expr()));
        }
        return input.flatMap(found -> reduced(found, condition.reducer(), at))
                .flatMap(found -> compare(found.expr(), condition.evaluator(), true, at))
                .map("group by () (%s)"::formatted);
    }

    private static String number(double value) {
        return GoFloat.plain(value);
    }

    private static String brackets(String expr) {
        return expr.matches("[a-zA-Z_:][a-zA-Z0-9_:]*(\\{[^{}]*})?") ? expr : "(" + expr + ")";
    }

    private <T> Optional<T> refuse(SourceLocation at, String message) {
        problems.add(at, message);
        return Optional.empty();
    }
}
