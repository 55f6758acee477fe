package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.PromqlFunction;
import dev.tocsin.evaluation.promql.PromqlFunctions;
import dev.tocsin.evaluation.promql.ValueType;
import java.util.List;
import java.util.Random;

/** Expressions with arguments of mostly right types, absurd numbers and durations, and sometimes broken text. */
record RandomExpression(Random random) {
    private static final List<PromqlFunction> FUNCTIONS = List.copyOf(PromqlFunctions.all());
    private static final List<String> SELECTORS = List.of(
            "a",
            "a{x=\"1\"}",
            "b_total",
            "b_bucket",
            "h",
            "h{x!=\"3\"}",
            "h{x=\"3\"}",
            "target_info",
            "missing",
            "{x=~\".+\"}",
            "{__name__=~\"a|h\", y!~\"2\"}",
            "{x=\"\"}",
            "{\"a\", 'y'=`2`}");
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "-1",
            "0.5",
            "2",
            "10",
            "1e9",
            "1e308",
            "-1e308",
            "5e-324",
            "NaN",
            "Inf",
            "-Inf",
            "0x7f",
            "9223372036854775807",
            "-9223372036854775808",
            "9223372036854775",
            "-9223372036854775",
            "1e18",
            "5m",
            "1y");
    private static final List<String> DURATIONS = List.of(
            "1m",
            "5m",
            "5m",
            "10m",
            "1h",
            "1ms",
            "1d",
            "1y",
            "292y",
            "100y",
            "300y",
            "9223372036",
            "9223372036.8",
            "0",
            "0.0001",
            "1e9",
            "step()",
            "range()",
            "(1m * 5)",
            "(1h / 0)",
            "max_of(1m, step())",
            "1m ^ 2",
            "(5m - 1h)");
    private static final List<String> TEXTS =
            List.of("x", "y", "le", "__name__", "", "new", "$1", "(.*)", "(", "a b", "é", "\\xff", "${1}$1", "%s");
    private static final List<String> AGGREGATIONS = List.of(
            "sum",
            "avg",
            "min",
            "max",
            "count",
            "stddev",
            "stdvar",
            "group",
            "topk",
            "bottomk",
            "quantile",
            "count_values",
            "limitk",
            "limit_ratio");
    private static final List<String> OPERATORS = List.of(
            "+", "-", "*", "/", "%", "^", "==", "!=", ">", "< bool", ">= bool", "and", "or", "unless", "atan2", "</",
            ">/");
    private static final List<String> MATCHINGS = List.of(
            "",
            "",
            "",
            "on()",
            "on(x)",
            "ignoring(x)",
            "on(x) group_left()",
            "on(x) group_right(y)",
            "ignoring(y) group_left(le)",
            "on(x) fill(1)",
            "fill_left(0) fill_right(2)");
    private static final List<String> TOKENS = List.of(
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            ",",
            ":",
            "@",
            " offset ",
            " by ",
            "-",
            "\"",
            "\\",
            "'",
            "`",
            "#",
            "5m",
            "1e",
            "0x",
            " bool ",
            "__name__",
            "\u0000",
            "\uD83D\uDE00",
            " anchored",
            " smoothed",
            " start()",
            "=~",
            "~");

    String text() {
        var text = random.nextInt(12) == 0 ? of(pick(List.of(ValueType.values())), 3) : vector(1 + random.nextInt(4));
        return random.nextInt(5) > 0 ? text : broken(text);
    }

    private String of(ValueType type, int depth) {
        if (random.nextInt(40) == 0) {
            return vector(depth); // Of any type.
        }
        return switch (type) {
            case SCALAR -> scalar(depth);
            case INSTANT_VECTOR -> vector(depth);
            case RANGE_VECTOR -> range(depth);
            case STRING -> '"' + pick(TEXTS) + '"';
        };
    }

    private String scalar(int depth) {
        if (depth <= 0 || random.nextInt(3) > 0) {
            return pick(NUMBERS);
        }
        return switch (random.nextInt(4)) {
            case 0 -> "scalar(" + vector(depth - 1) + ")";
            case 1 -> pick(List.of("time()", "pi()", "start()", "end()", "step()", "range()"));
            case 2 -> "-" + scalar(depth - 1);
            default -> "(" + scalar(depth - 1) + " " + pick(OPERATORS) + " " + scalar(depth - 1) + ")";
        };
    }

    private String vector(int depth) {
        if (depth <= 0) {
            return pick(SELECTORS) + extension() + modifiers();
        }
        return switch (random.nextInt(8)) {
            case 0 -> pick(SELECTORS) + extension() + modifiers();
            case 1, 2, 3 -> call(depth - 1);
            case 4 -> aggregation(depth - 1);
            case 5 -> "-" + vector(depth - 1);
            default -> binary(depth - 1);
        };
    }

    private String binary(int depth) {
        var left = random.nextInt(4) == 0 ? scalar(depth) : vector(depth);
        var right = random.nextInt(4) == 0 ? scalar(depth) : vector(depth);
        return "(" + left + " " + pick(OPERATORS) + " " + pick(MATCHINGS) + " " + right + ")";
    }

    private String aggregation(int depth) {
        var name = pick(AGGREGATIONS);
        var parameter = switch (name) {
            case "topk", "bottomk", "quantile", "limitk", "limit_ratio" -> scalar(depth) + ", ";
            case "count_values" -> '"' + pick(TEXTS) + "\", ";
            default -> "";
        };
        return name + pick(List.of("", " by (x)", " without (y, le)", " by ()")) + " (" + parameter + vector(depth)
                + ")";
    }

    private String call(int depth) {
        var function = pick(FUNCTIONS);
        var most = Math.min(function.maxArguments(), function.minArguments() + 3);
        var count = function.minArguments() + random.nextInt(most - function.minArguments() + 1);
        var text = new StringBuilder(function.name()).append('(');
        for (var i = 0; i < count; i++) {
            text.append(i > 0 ? ", " : "");
            var isMatchers = function.has(PromqlFunction.Trait.LABEL_SELECTOR) && i == 1;
            text.append(isMatchers ? "{x=~\".+\"}" : of(function.argumentType(i), depth));
        }
        return text.append(')').toString();
    }

    private String range(int depth) {
        if (depth > 0 && random.nextInt(3) == 0) {
            var step = random.nextInt(3) == 0 ? "" : pick(DURATIONS);
            return "(" + vector(depth - 1) + ")[" + pick(DURATIONS) + ":" + step + "]" + modifiers();
        }
        return pick(SELECTORS) + "[" + pick(DURATIONS) + "]" + extension() + modifiers();
    }

    private String extension() {
        return random.nextInt(8) > 0 ? "" : random.nextBoolean() ? " anchored" : " smoothed";
    }

    private String modifiers() {
        return switch (random.nextInt(10)) {
            case 0 -> " @ " + at() + " offset " + sign() + pick(DURATIONS);
            case 1 -> " offset " + sign() + pick(DURATIONS);
            case 2 -> " @ " + at();
            default -> "";
        };
    }

    private String at() {
        return random.nextInt(3) == 0 ? pick(List.of("start()", "end()")) : pick(NUMBERS);
    }

    private String sign() {
        return random.nextBoolean() ? "-" : "";
    }

    private String broken(String whole) {
        var text = new StringBuilder(whole);
        for (var i = random.nextInt(3); i >= 0; i--) {
            var at = random.nextInt(text.length() + 1);
            var to = Math.min(text.length(), at + random.nextInt(4));
            switch (random.nextInt(3)) {
                case 0 -> text.insert(at, pick(TOKENS));
                case 1 -> text.delete(at, to);
                default -> text.replace(at, to, pick(TOKENS));
            }
        }
        return text.toString();
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
