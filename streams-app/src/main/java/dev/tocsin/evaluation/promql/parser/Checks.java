package dev.tocsin.evaluation.promql.parser;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Matching.Cardinality;
import dev.tocsin.evaluation.promql.Span;
import dev.tocsin.evaluation.promql.ValueType;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notation.GoQuote;
import java.util.ArrayList;
import java.util.List;

/**
 * What grammar alone can not tell: types, numbers of arguments, selectors that would select everything. Reads from the
 * leaves up and from left to right, and remembers every fault.
 */
final class Checks implements Expr.Cases<Void> {
    /** @param at where the expression is to blame */
    record Fault(Span at, String reason) {}

    private static final String MATCHES_ALL = "vector selector must contain at least one non-empty matcher";

    private final List<Fault> faults = new ArrayList<>();
    private final OperatorPlaces places;

    private Checks(OperatorPlaces places) {
        this.places = places;
    }

    /** In the order in which Prometheus finds them. */
    static List<Fault> faultsIn(Expr expression, OperatorPlaces places) {
        var checks = new Checks(places);
        expression.match(checks);
        return checks.faults;
    }

    @Override
    public Void number(Expr.Number number) {
        return null;
    }

    @Override
    public Void text(Expr.Text text) {
        return null;
    }

    @Override
    public Void selector(Expr.Selector selector) {
        if (selector.name().isEmpty()) {
            if (selector.matchers().stream().allMatch(matcher -> matcher.matches(""))) {
                fault(selector, MATCHES_ALL);
            }
        } else {
            nameOnlyOnce(selector);
        }
        return null;
    }

    private void nameOnlyOnce(Expr.Selector selector) {
        var others = new ArrayList<>(selector.matchers());
        others.remove(Matcher.equal(Labels.NAME, selector.name()));
        others.stream()
                .filter(matcher -> matcher.name().equals(Labels.NAME))
                .forEach(matcher -> fault(
                        selector,
                        "metric name must not be set twice: %s or %s"
                                .formatted(GoQuote.quote(selector.name()), GoQuote.quote(matcher.value()))));
    }

    @Override
    public Void range(Expr.Range range) {
        return range.of().match(this);
    }

    @Override
    public Void subquery(Expr.Subquery subquery) {
        subquery.of().match(this);
        if (subquery.of().type() != ValueType.INSTANT_VECTOR) {
            fault(
                    subquery,
                    "subquery is only allowed on instant vector, got %s instead"
                            .formatted(subquery.of().type().apiName()));
        }
        return null;
    }

    @Override
    public Void call(Expr.Call call) {
        var count = call.arguments().size();
        var function = call.function();
        if (function.minArguments() == function.maxArguments() && count != function.minArguments()) {
            wrongCount(call, "", function.minArguments());
        } else if (count < function.minArguments()) {
            wrongCount(call, "at least ", function.minArguments());
        } else if (count > function.maxArguments()) {
            wrongCount(call, "at most ", function.maxArguments());
        }
        var isInfo = function.name().equals("info");
        for (var i = 0; i < count && !function.argumentTypes().isEmpty(); i++) {
            if (isInfo && i == 1) {
                labelSelectors(call, call.arguments().get(1));
            } else {
                expect(call.arguments().get(i), function.argumentType(i), inCallTo(call));
            }
        }
        return null;
    }

    private static String inCallTo(Expr.Call call) {
        return "call to function " + GoQuote.quote(call.function().name());
    }

    private void wrongCount(Expr.Call call, String bound, int expected) {
        fault(
                call,
                "expected %s%d argument(s) in call to %s, got %d"
                        .formatted(
                                bound,
                                expected,
                                GoQuote.quote(call.function().name()),
                                call.arguments().size()));
    }

    // The second argument of info() narrows down its labels, so it may match everything, but it names no metric.
    private void labelSelectors(Expr.Call call, Expr argument) {
        if (argument.type() != ValueType.INSTANT_VECTOR) {
            fault(call, mismatch(ValueType.INSTANT_VECTOR, inCallTo(call), argument.type()));
        }
        if (!(argument instanceof Expr.Selector selector)) {
            fault(argument, "expected label selectors only");
        } else if (!selector.name().isEmpty()) {
            fault(argument, "expected label selectors only, got vector selector instead");
        }
    }

    @Override
    public Void aggregation(Expr.Aggregation aggregation) {
        expect(aggregation.of(), ValueType.INSTANT_VECTOR, "aggregation expression");
        aggregation
                .op()
                .parameterType()
                .ifPresent(type -> aggregation
                        .parameter()
                        .ifPresent(parameter -> expect(parameter, type, "aggregation parameter")));
        return null;
    }

    @Override
    public Void unary(Expr.Unary unary) {
        unary.of().match(this);
        if (!isNumeric(unary.of())) {
            fault(
                    unary,
                    "unary expression only allowed on expressions of type scalar or instant vector, got %s"
                            .formatted(GoQuote.quote(unary.of().type().words())));
        }
        return null;
    }

    @Override
    public Void paren(Expr.Paren paren) {
        return paren.of().match(this);
    }

    @Override
    public Void binary(Expr.Binary binary) {
        binary.left().match(this);
        binary.right().match(this);
        boolModifier(binary);
        labelsNotTwice(binary);
        operands(binary);
        if (areVectors(binary)) {
            setOperator(binary);
        } else {
            noMatching(binary);
        }
        return null;
    }

    private void boolModifier(Expr.Binary binary) {
        if (binary.isBool() && !binary.op().isComparison()) {
            faults.add(new Fault(places.of(binary), "bool modifier can only be used on comparison operators"));
        }
        if (binary.op().isComparison() && !binary.isBool() && binary.type() == ValueType.SCALAR) {
            faults.add(new Fault(places.of(binary), "comparisons between scalars must use BOOL modifier"));
        }
    }

    private void labelsNotTwice(Expr.Binary binary) {
        var matching = binary.matching();
        matching.labels().stream()
                .filter(label -> matching.isOn() && matching.include().contains(label))
                .forEach(label -> faults.add(new Fault(
                        places.of(binary),
                        "label %s must not occur in ON and GROUP clause at once".formatted(GoQuote.quote(label)))));
    }

    private void operands(Expr.Binary binary) {
        for (var operand : binary.children()) {
            if (!isNumeric(operand)) {
                fault(operand, "binary expression must contain only scalar and instant vector types");
            }
        }
    }

    private void noMatching(Expr.Binary binary) {
        if (!binary.matching().labels().isEmpty()) {
            fault(binary, "vector matching only allowed between instant vectors");
        }
        if (!binary.matching().fill().isNone()) {
            fault(binary, "filling in missing series only allowed between instant vectors");
        }
        var hasScalar = binary.children().stream().anyMatch(operand -> operand.type() == ValueType.SCALAR);
        if (hasScalar && binary.op().isSet()) {
            fault(binary, "set operator \"%s\" not allowed in binary scalar expression".formatted(binary.op()));
        }
    }

    private void setOperator(Expr.Binary binary) {
        if (!binary.op().isSet()) {
            return;
        }
        if (binary.matching().cardinality() != Cardinality.MANY_TO_MANY) {
            fault(binary, "no grouping allowed for \"%s\" operation".formatted(binary.op()));
            fault(binary, "set operations must always be many-to-many");
        }
        if (!binary.matching().fill().isNone()) {
            fault(binary, "filling in missing series not allowed for set operators");
        }
    }

    private void expect(Expr part, ValueType type, String context) {
        part.match(this);
        if (part.type() != type) {
            fault(part, mismatch(type, context, part.type()));
        }
    }

    private static String mismatch(ValueType expected, String context, ValueType got) {
        return "expected type %s in %s, got %s".formatted(expected.words(), context, got.words());
    }

    private static boolean areVectors(Expr.Binary binary) {
        return binary.children().stream().allMatch(operand -> operand.type() == ValueType.INSTANT_VECTOR);
    }

    private static boolean isNumeric(Expr part) {
        return part.type() == ValueType.SCALAR || part.type() == ValueType.INSTANT_VECTOR;
    }

    private void fault(Expr part, String reason) {
        faults.add(new Fault(part.span(), reason));
    }
}
