package dev.tocsin.imports.grafana;

import dev.tocsin.imports.grafana.MathExpression.Binary;
import dev.tocsin.imports.grafana.MathExpression.Call;
import dev.tocsin.imports.grafana.MathExpression.Number;
import dev.tocsin.imports.grafana.MathExpression.Unary;
import dev.tocsin.imports.grafana.MathExpression.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Parses Grafana's language of "math" nodes by precedence: or, and, comparisons, sums, products, powers, signs. */
final class MathParser {
    private static final List<List<String>> LEVELS = List.of(
            List.of("||"),
            List.of("&&"),
            List.of("==", "!=", ">=", "<=", ">", "<"),
            List.of("+", "-"),
            List.of("*", "/", "%"),
            List.of("**"));
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(\\$\\{[^}]*}|\\$\\w+|0[xX][0-9a-fA-F]+|[0-9]*\\.?[0-9]+(?:[eE][-+]?[0-9]+)?|[a-zA-Z_]+"
                    + "|\\|\\||&&|==|!=|>=|<=|\\*\\*|[-+*/%<>!(),])");
    private static final int DEEPEST = 100;

    private final List<String> tokens = new ArrayList<>();
    private int next;
    private int depth;

    MathParser(String text) {
        var matcher = TOKEN.matcher(text);
        var end = 0;
        while (end < text.length() && matcher.find(end) && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        if (!text.substring(end).isBlank()) {
            throw new IllegalArgumentException(
                    "'%s' is not understood".formatted(text.substring(end).strip()));
        }
    }

    MathExpression parse() {
        var parsed = binary(0);
        if (next < tokens.size()) {
            throw new IllegalArgumentException("'%s' is not expected".formatted(tokens.get(next)));
        }
        return parsed;
    }

    private MathExpression binary(int level) {
        if (level == LEVELS.size()) {
            return unary();
        }
        var left = binary(level + 1);
        while (next < tokens.size() && LEVELS.get(level).contains(tokens.get(next))) {
            var operator = tokens.get(next++);
            left = new Binary(operator, left, binary(level + 1));
        }
        return left;
    }

    private MathExpression unary() {
        if (++depth > DEEPEST) {
            throw new IllegalArgumentException("it is nested too deeply");
        }
        try {
            var token = take();
            if (token.equals("-") || token.equals("!")) {
                return new Unary(token, unary());
            }
            if (token.equals("(")) {
                var inner = binary(0);
                expect(")");
                return inner;
            }
            return operand(token);
        } finally {
            depth--;
        }
    }

    private MathExpression operand(String token) {
        if (token.startsWith("$")) {
            return new Variable(token.startsWith("${") ? token.substring(2, token.length() - 1) : token.substring(1));
        }
        if (token.matches("[0-9.].*")) {
            return new Number(token.startsWith(".") ? "0" + token : token);
        }
        if (!MathExpression.FUNCTIONS.containsKey(token)) {
            throw new IllegalArgumentException(
                    token.matches("\\w+")
                            ? "the function %s has no equivalent".formatted(token)
                            : "'%s' is not expected".formatted(token));
        }
        expect("(");
        var argument = binary(0);
        expect(")");
        return new Call(token, List.of(argument));
    }

    private String take() {
        if (next == tokens.size()) {
            throw new IllegalArgumentException("it ends too early");
        }
        return tokens.get(next++);
    }

    private void expect(String token) {
        var found = take();
        if (!found.equals(token)) {
            throw new IllegalArgumentException("'%s' is expected instead of '%s'".formatted(token, found));
        }
    }
}
