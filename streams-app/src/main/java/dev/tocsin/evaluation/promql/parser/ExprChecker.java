package dev.tocsin.evaluation.promql.parser;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Matching.Cardinality;
import dev.tocsin.evaluation.promql.PromqlFunction.Trait;
import dev.tocsin.evaluation.promql.Span;
import dev.tocsin.evaluation.promql.ValueType;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notation.GoQuote;
import java.util.ArrayList;
import java.util.List;

/**
 * Type checks after parsing: types of operands, numbers of arguments, selectors that match everything. Visits the tree
 * bottom-up and from left to right, and collects all errors.
 */
final class ExprChecker implements Expr.Cases<Void> {
    /** @param at the position of the error */
    record Fault(Span at, String reason) {}

    private static final String MATCHES_ALL = "vector selector must contain at least one non-empty matcher";

    private final List<Fault> faults = new ArrayList<>();
    private final OperatorPositions operatorPositions;

    private ExprChecker(OperatorPositions positions) {
        this.operatorPositions = positions;
    }

    /** All errors in the order in which Prometheus finds them. */
    static List<Fault> check(Expr expression, OperatorPositions positions) {
        var checker = new ExprChecker(positions);
        expression.match(checker);
        return checker.faults;
    }

    @Override
    public Void numberLiteral(Expr.NumberLiteral number) {
        return null;
    }

    @Override
    public Void stringLiteral(Expr.StringLiteral text) {
        return null;
    }

    @Override
    public Void vectorSelector(Expr.VectorSelector selector) {
        if (selector.name().isEmpty()) {
            if (selector.matchers().stream().allMatch(matcher -> matcher.matches(""))) {
                addFault(selector, MATCHES_ALL);
            }
        } else {
            checkMetricNameSetOnce(selector);
        }
        return null;
    }

    private void checkMetricNameSetOnce(Expr.VectorSelector selector) {
        var others = new ArrayList<>(selector.matchers());
        others.remove(Matcher.equal(Labels.NAME, selector.name()));
        others.stream()
                .filter(matcher -> matcher.name().equals(Labels.NAME))
                .forEach(matcher -> addFault(
                        selector,
                        "metric name must not be set twice: %s or %s"
                                .formatted(GoQuote.quote(selector.name()), GoQuote.quote(matcher.value()))));
    }

    @Override
    public Void matrixSelector(Expr.MatrixSelector range) {
        return range.selector().match(this);
    }

    @Override
    public Void subquery(Expr.Subquery subquery) {
        subquery.expr().match(this);
        if (subquery.expr().type() != ValueType.INSTANT_VECTOR) {
            addFault(
                    subquery,
                    "subquery is only allowed on instant vector, got %s instead"
                            .formatted(subquery.expr().type().apiName()));
        }
        return null;
    }

    @Override
    public Void call(Expr.Call call) {
        var count = call.arguments().size();
        var function = call.function();
        if (function.minArguments() == function.maxArguments() && count != function.minArguments()) {
            addArgumentCountFault(call, "", function.minArguments());
        } else if (count < function.minArguments()) {
            addArgumentCountFault(call, "at least ", function.minArguments());
        } else if (count > function.maxArguments()) {
            addArgumentCountFault(call, "at most ", function.maxArguments());
        }
        for (var i = 0; i < count && !function.argumentTypes().isEmpty(); i++) {
            if (i == 1 && function.has(Trait.LABEL_SELECTOR)) {
                checkLabelSelectors(call, call.arguments().get(1));
            } else {
                checkType(call.arguments().get(i), function.argumentType(i), callContext(call));
            }
        }
        return null;
    }

    private static String callContext(Expr.Call call) {
        return "call to function " + GoQuote.quote(call.function().name());
    }

    private void addArgumentCountFault(Expr.Call call, String bound, int expected) {
        addFault(
                call,
                "expected %s%d argument(s) in call to %s, got %d"
                        .formatted(
                                bound,
                                expected,
                                GoQuote.quote(call.function().name()),
                                call.arguments().size()));
    }

    // The second argument of info() restricts labels, so it may match everything, but must not have a metric name.
    private void checkLabelSelectors(Expr.Call call, Expr argument) {
        if (argument.type() != ValueType.INSTANT_VECTOR) {
            addFault(call, mismatch(ValueType.INSTANT_VECTOR, callContext(call), argument.type()));
        }
        if (!(argument instanceof Expr.VectorSelector selector)) {
            addFault(argument, "expected label selectors only");
        } else if (!selector.name().isEmpty()) {
            addFault(argument, "expected label selectors only, got vector selector instead");
        }
    }

    @Override
    public Void aggregation(Expr.Aggregation aggregation) {
        checkType(aggregation.expr(), ValueType.INSTANT_VECTOR, "aggregation expression");
        aggregation
                .op()
                .parameterType()
                .ifPresent(type -> aggregation
                        .parameter()
                        .ifPresent(parameter -> checkType(parameter, type, "aggregation parameter")));
        return null;
    }

    @Override
    public Void unary(Expr.Unary unary) {
        unary.expr().match(this);
        if (!isNumeric(unary.expr())) {
            addFault(
                    unary,
                    "unary expression only allowed on expressions of type scalar or instant vector, got %s"
                            .formatted(GoQuote.quote(unary.expr().type().description())));
        }
        return null;
    }

    @Override
    public Void paren(Expr.Paren paren) {
        return paren.expr().match(this);
    }

    @Override
    public Void binary(Expr.Binary binary) {
        binary.left().match(this);
        binary.right().match(this);
        checkBoolModifier(binary);
        checkLabelsDisjoint(binary);
        checkOperands(binary);
        if (areVectors(binary)) {
            checkSetOperator(binary);
        } else {
            checkNoMatching(binary);
        }
        return null;
    }

    private void checkBoolModifier(Expr.Binary binary) {
        if (binary.isBool() && !binary.op().isComparison()) {
            faults.add(
                    new Fault(operatorPositions.of(binary), "bool modifier can only be used on comparison operators"));
        }
        if (binary.op().isComparison() && !binary.isBool() && binary.type() == ValueType.SCALAR) {
            faults.add(new Fault(operatorPositions.of(binary), "comparisons between scalars must use BOOL modifier"));
        }
    }

    private void checkLabelsDisjoint(Expr.Binary binary) {
        var matching = binary.matching();
        matching.labels().stream()
                .filter(label -> matching.isOn() && matching.include().contains(label))
                .forEach(label -> faults.add(new Fault(
                        operatorPositions.of(binary),
                        "label %s must not occur in ON and GROUP clause at once".formatted(GoQuote.quote(label)))));
    }

    private void checkOperands(Expr.Binary binary) {
        for (var operand : binary.children()) {
            if (!isNumeric(operand)) {
                addFault(operand, "binary expression must contain only scalar and instant vector types");
            }
        }
    }

    private void checkNoMatching(Expr.Binary binary) {
        if (!binary.matching().labels().isEmpty()) {
            addFault(binary, "vector matching only allowed between instant vectors");
        }
        if (!binary.matching().fill().isNone()) {
            addFault(binary, "filling in missing series only allowed between instant vectors");
        }
        var hasScalar = binary.children().stream().anyMatch(operand -> operand.type() == ValueType.SCALAR);
        if (hasScalar && binary.op().isSet()) {
            addFault(binary, "set operator \"%s\" not allowed in binary scalar expression".formatted(binary.op()));
        }
    }

    private void checkSetOperator(Expr.Binary binary) {
        if (!binary.op().isSet()) {
            return;
        }
        if (binary.matching().cardinality() != Cardinality.MANY_TO_MANY) {
            addFault(binary, "no grouping allowed for \"%s\" operation".formatted(binary.op()));
            addFault(binary, "set operations must always be many-to-many");
        }
        if (!binary.matching().fill().isNone()) {
            addFault(binary, "filling in missing series not allowed for set operators");
        }
    }

    private void checkType(Expr part, ValueType type, String context) {
        part.match(this);
        if (part.type() != type) {
            addFault(part, mismatch(type, context, part.type()));
        }
    }

    private static String mismatch(ValueType expected, String context, ValueType got) {
        return "expected type %s in %s, got %s".formatted(expected.description(), context, got.description());
    }

    private static boolean areVectors(Expr.Binary binary) {
        return binary.children().stream().allMatch(operand -> operand.type() == ValueType.INSTANT_VECTOR);
    }

    private static boolean isNumeric(Expr part) {
        return part.type() == ValueType.SCALAR || part.type() == ValueType.INSTANT_VECTOR;
    }

    private void addFault(Expr part, String reason) {
        faults.add(new Fault(part.span(), reason));
    }
}
