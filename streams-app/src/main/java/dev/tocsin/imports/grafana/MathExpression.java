package dev.tocsin.imports.grafana;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An expression in Grafana's language of "math" nodes, as a tree. */
sealed interface MathExpression {
    Set<String> COMPARISONS = Set.of("==", "!=", ">", "<", ">=", "<=");

    /** Functions with the same meaning, by their names in Grafana. */
    Map<String, String> FUNCTIONS = Map.of("abs", "abs", "log", "ln", "floor", "floor", "ceil", "ceil");

    record Variable(String name) implements MathExpression {}

    record Number(String text) implements MathExpression {}

    /** @param operator {@code -} or {@code !} */
    record Unary(String operator, MathExpression operand) implements MathExpression {}

    record Binary(String operator, MathExpression left, MathExpression right) implements MathExpression {}

    record Call(String function, List<MathExpression> arguments) implements MathExpression {}

    /** @throws IllegalArgumentException if it is not valid, or uses a function without an equivalent */
    static MathExpression parse(String text) {
        return new MathParser(text).parse();
    }

    /** The names of the nodes that it uses. */
    default Set<String> variables() {
        var names = new TreeSet<String>();
        collect(names);
        return names;
    }

    private void collect(Set<String> names) {
        if (this instanceof Variable variable) {
            names.add(variable.name());
        } else if (this instanceof Unary unary) {
            unary.operand().collect(names);
        } else if (this instanceof Binary binary) {
            binary.left().collect(names);
            binary.right().collect(names);
        } else if (this instanceof Call call) {
            call.arguments().forEach(argument -> argument.collect(names));
        }
    }

    /** Whether it compares a variable with a constant, so that the result of the filter has the variable's value. */
    default boolean isComparisonOf(String variable) {
        return this instanceof Binary binary
                && COMPARISONS.contains(binary.operator())
                && binary.left().equals(new Variable(variable))
                && binary.right().variables().isEmpty();
    }

    /** PromQL with a result for each series for which the expression is not 0. @param operands by variable */
    default String filter(Map<String, String> operands) {
        if (this instanceof Binary binary) {
            if (binary.operator().equals("&&")) {
                return "(%s) and (%s)"
                        .formatted(
                                binary.left().filter(operands), binary.right().filter(operands));
            }
            if (binary.operator().equals("||")) {
                return "(%s) or (%s)"
                        .formatted(
                                binary.left().filter(operands), binary.right().filter(operands));
            }
            if (COMPARISONS.contains(binary.operator()) && !variables().isEmpty()) {
                return "%s %s %s"
                        .formatted(
                                binary.left().value(operands),
                                binary.operator(),
                                binary.right().value(operands));
            }
        }
        if (variables().isEmpty()) {
            throw new IllegalArgumentException("a part of it uses no query");
        }
        return value(operands) + " != 0";
    }

    /** PromQL with the value of the expression; comparisons are 0 or 1. */
    default String value(Map<String, String> operands) {
        if (this instanceof Variable variable) {
            return operands.get(variable.name());
        }
        if (this instanceof Number number) {
            return number.text();
        }
        if (this instanceof Unary unary) {
            var operand = unary.operand().value(operands);
            return unary.operator().equals("-") ? "(-" + operand + ")" : "(" + operand + " == bool 0)";
        }
        if (this instanceof Call call) {
            var arguments = call.arguments().stream()
                    .map(argument -> argument.value(operands))
                    .collect(Collectors.joining(", "));
            return FUNCTIONS.get(call.function()) + "(" + arguments + ")";
        }
        var binary = (Binary) this;
        var left = binary.left().value(operands);
        var right = binary.right().value(operands);
        return switch (binary.operator()) {
            case "&&" -> "((%s != bool 0) * (%s != bool 0))".formatted(left, right);
            case "||" -> "clamp_max((%s != bool 0) + (%s != bool 0), 1)".formatted(left, right);
            case "**" -> "(%s ^ %s)".formatted(left, right);
            default ->
                "(%s %s%s %s)"
                        .formatted(
                                left, binary.operator(), COMPARISONS.contains(binary.operator()) ? " bool" : "", right);
        };
    }
}
