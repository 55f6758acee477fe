package dev.tocsin.sources.mapping;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tocsin.limits.Limit;
import dev.tocsin.sources.mapping.FilterExpression.Condition;
import java.util.ArrayList;
import java.util.List;

/**
 * Recursive-descent parser of filters.
 *
 * <pre>
 * or         = and {"or" and}
 * and        = not {"and" not}
 * not        = "not" not | "(" or ")" | "exists" "(" path ")" | comparison
 * comparison = operand [("==" | "!=" | "&lt;" | "&lt;=" | ">" | ">=") operand | "=~" text | ["not"] "in" list]
 * list       = ("(" | "[") literal {"," literal} (")" | "]")
 * </pre>
 *
 * <p>{@code ||}, {@code &&} and {@code !} mean the same as the words.
 */
final class FilterParser {
    private final MappingScanner scanner;
    private final String text;
    private int depth;

    FilterParser(String text) {
        this.text = text;
        this.scanner = new MappingScanner(text);
    }

    Condition parse() {
        if (text.length() > Limit.SOURCE_FILTER.value()) {
            throw scanner.error("a filter has at most %d characters".formatted(Limit.SOURCE_FILTER.value()));
        }
        var condition = or();
        scanner.skipSpace();
        if (!scanner.isAtEnd()) {
            throw scanner.error("expected 'and', 'or' or the end of the filter");
        }
        return condition;
    }

    private Condition or() {
        var all = new ArrayList<>(List.of(and()));
        while (word("or") || symbol("||")) {
            all.add(and());
        }
        return all.size() == 1 ? all.get(0) : record -> all.stream().anyMatch(condition -> condition.test(record));
    }

    private Condition and() {
        var all = new ArrayList<>(List.of(not()));
        while (word("and") || symbol("&&")) {
            all.add(not());
        }
        return all.size() == 1 ? all.get(0) : record -> all.stream().allMatch(condition -> condition.test(record));
    }

    private Condition not() {
        if (++depth > Limit.SOURCE_FILTER_DEPTH.value()) {
            throw scanner.error(
                    "the filter is nested deeper than %d levels".formatted(Limit.SOURCE_FILTER_DEPTH.value()));
        }
        try {
            if (word("not") || !comes("!=") && symbol("!")) {
                var inner = not();
                return record -> !inner.test(record);
            }
            if (symbol("(")) {
                var inner = or();
                expect(")");
                return inner;
            }
            return word("exists") ? exists() : comparison();
        } finally {
            depth--;
        }
    }

    private Condition exists() {
        expect("(");
        scanner.skipSpace();
        var path = scanner.path();
        expect(")");
        return record -> !FieldValues.isAbsent(path.find(record));
    }

    private Condition comparison() {
        var left = operand();
        if (symbol("==")) {
            var right = operand();
            return record -> Comparisons.equal(left.in(record), right.in(record));
        }
        if (symbol("!=")) {
            var right = operand();
            return record -> !Comparisons.equal(left.in(record), right.in(record));
        }
        if (symbol("=~")) {
            return match(left);
        }
        if (comes("<") || comes(">")) {
            return ordered(left);
        }
        if (word("in")) {
            return in(left, list());
        }
        if (word("not")) {
            if (!word("in")) {
                throw scanner.error("expected 'in' after 'not'");
            }
            var inner = in(left, list());
            return record -> !inner.test(record);
        }
        if (left.isLiteral()) {
            throw scanner.error("expected an operator such as == or in after a literal");
        }
        return record -> left.in(record).asBoolean(false);
    }

    private Condition ordered(FilterOperand left) {
        var isLess = symbol("<");
        var isGreater = !isLess && symbol(">");
        var orEqual = symbol("=");
        scanner.skipSpace();
        var where = scanner.position();
        var right = operand();
        if (!left.isOrdered() || !right.isOrdered()) {
            throw scanner.errorAt(where, "< and > compare two numbers or two texts");
        }
        if (left.isLiteral() && right.isLiteral()) {
            throw scanner.errorAt(where, "a comparison needs a path such as $.amount");
        }
        return record -> {
            var order = Comparisons.order(left.in(record), right.in(record));
            return order.isPresent()
                    && (isLess && order.getAsInt() < 0
                            || isGreater && order.getAsInt() > 0
                            || orEqual && order.getAsInt() == 0);
        };
    }

    private Condition match(FilterOperand left) {
        scanner.skipSpace();
        var where = scanner.position();
        if (scanner.peek() != '\'' && scanner.peek() != '"') {
            throw scanner.error("expected a regular expression in quotes after =~");
        }
        try {
            var pattern = Pattern.compile(scanner.quoted());
            return record -> {
                var node = left.in(record);
                return node.isTextual() && pattern.matches(node.textValue());
            };
        } catch (PatternSyntaxException e) {
            throw scanner.errorAt(where, "this is not a regular expression: " + e.getMessage());
        }
    }

    private static Condition in(FilterOperand left, List<FilterOperand> literals) {
        return record -> {
            var value = left.in(record);
            return literals.stream().anyMatch(literal -> Comparisons.equal(value, literal.literal()));
        };
    }

    private List<FilterOperand> list() {
        var isBracket = symbol("[");
        if (!isBracket) {
            expect("(");
        }
        var all = new ArrayList<FilterOperand>();
        do {
            scanner.skipSpace();
            var where = scanner.position();
            var one = operand();
            if (!one.isLiteral()) {
                throw scanner.errorAt(where, "a list has texts, numbers, true, false or null");
            }
            all.add(one);
        } while (symbol(","));
        expect(isBracket ? "]" : ")");
        return all;
    }

    private FilterOperand operand() {
        scanner.skipSpace();
        var next = scanner.peek();
        if (next == '$') {
            return FilterOperand.of(scanner.path());
        }
        if (next == '\'' || next == '"') {
            return FilterOperand.text(scanner.quoted());
        }
        if (next >= '0' && next <= '9' || next == '-' || next == '+') {
            return FilterOperand.number(scanner.number());
        }
        var where = scanner.position();
        var literal = scanner.word();
        return switch (literal) {
            case "true", "false" -> FilterOperand.bool(literal.equals("true"));
            case "null" -> FilterOperand.none();
            default ->
                throw scanner.errorAt(
                        where,
                        literal.isEmpty()
                                ? "expected a path such as $.status, a text in quotes or a number"
                                : "'%s' is unknown; write texts in quotes, and fields as $.%s"
                                        .formatted(literal, literal));
        };
    }

    private void expect(String symbol) {
        if (!symbol(symbol)) {
            throw scanner.error("expected '%s'".formatted(symbol));
        }
    }

    private boolean comes(String symbol) {
        scanner.skipSpace();
        return text.startsWith(symbol, scanner.position());
    }

    private boolean symbol(String symbol) {
        scanner.skipSpace();
        return scanner.skip(symbol);
    }

    /** Skips a word if it comes next and no letter follows it. */
    private boolean word(String word) {
        scanner.skipSpace();
        var end = scanner.position() + word.length();
        var isWhole = end >= text.length() || !Character.isLetterOrDigit(text.charAt(end)) && text.charAt(end) != '_';
        return isWhole && scanner.skip(word);
    }
}
