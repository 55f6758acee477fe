package dev.tocsin.evaluation.promql;

import dev.tocsin.labels.Matcher;
import dev.tocsin.notation.GoQuote;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A node of the PromQL syntax tree. It prints itself in canonical form. Equality includes the positions. */
public sealed interface Expr {
    /** The expression in lines of at most 100 characters, as Prometheus's {@code format_query} prints it. */
    default String prettyPrint() {
        return ExprPrettyPrinter.print(this);
    }

    Span span();

    ValueType type();

    /** The direct children in the order in which they are written. */
    default List<Expr> children() {
        return List.of();
    }

    <R> R match(Cases<R> cases);

    /** One method for each kind of node. A new kind does not compile until every visitor handles it. */
    interface Cases<R> {
        R numberLiteral(NumberLiteral number);

        R stringLiteral(StringLiteral text);

        R vectorSelector(VectorSelector selector);

        R matrixSelector(MatrixSelector range);

        R subquery(Subquery subquery);

        R call(Call call);

        R aggregation(Aggregation aggregation);

        R binary(Binary binary);

        R unary(Unary unary);

        R paren(Paren paren);
    }

    /** This node and all nodes below it, in pre-order. */
    default Stream<Expr> nodes() {
        return Stream.concat(Stream.of(this), children().stream().flatMap(Expr::nodes));
    }

    /** This expression without its outer parentheses. */
    default Expr unwrapParens() {
        return this instanceof Paren paren ? paren.expr().unwrapParens() : this;
    }

    /** @param isDuration whether the number is written as a duration such as {@code 5m}; the value is in seconds */
    record NumberLiteral(double value, boolean isDuration, Span span) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.SCALAR;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.numberLiteral(this);
        }

        @Override
        public String toString() {
            return ExprPrinter.number(value, isDuration);
        }
    }

    record StringLiteral(String value, Span span) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.STRING;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stringLiteral(this);
        }

        @Override
        public String toString() {
            return GoQuote.quote(value);
        }
    }

    /**
     * @param name the metric name before the braces, or empty
     * @param matchers all label matchers, including the one for {@code name}, in the order in which they are written
     */
    record VectorSelector(
            String name, List<Matcher> matchers, TimeModifiers timeModifiers, RangeExtension extension, Span span)
            implements Expr {
        public VectorSelector {
            matchers = List.copyOf(matchers);
        }

        @Override
        public ValueType type() {
            return ValueType.INSTANT_VECTOR;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.vectorSelector(this);
        }

        @Override
        public String toString() {
            return ExprPrinter.series(this)
                    + timeModifiers.at()
                    + ExprPrinter.extension(extension)
                    + timeModifiers.offsetText();
        }
    }

    /** {@code selector[range]}. The selector has the time modifiers and the range extension. */
    record MatrixSelector(VectorSelector selector, DurationExpr range, Span span) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.RANGE_VECTOR;
        }

        @Override
        public List<Expr> children() {
            return List.of(selector);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.matrixSelector(this);
        }

        @Override
        public String toString() {
            return ExprPrinter.series(selector)
                    + ("[" + range + "]")
                    + ExprPrinter.extension(selector.extension())
                    + selector.timeModifiers();
        }
    }

    /** {@code expr[range:step]}. The default step is {@code EngineOptions.subqueryStep}. */
    record Subquery(Expr expr, DurationExpr range, Optional<DurationExpr> step, TimeModifiers timeModifiers, Span span)
            implements Expr {
        @Override
        public ValueType type() {
            return ValueType.RANGE_VECTOR;
        }

        @Override
        public List<Expr> children() {
            return List.of(expr);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.subquery(this);
        }

        @Override
        public String toString() {
            return expr + "[" + range + ":" + step.map(DurationExpr::toString).orElse("") + "]" + timeModifiers;
        }
    }

    record Call(PromqlFunction function, List<Expr> arguments, Span span) implements Expr {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public ValueType type() {
            return function.returns();
        }

        @Override
        public List<Expr> children() {
            return arguments;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.call(this);
        }

        @Override
        public String toString() {
            return function.name() + ExprPrinter.inParens(arguments);
        }
    }

    record Aggregation(Aggregator op, Grouping grouping, Optional<Expr> parameter, Expr expr, Span span)
            implements Expr {
        @Override
        public ValueType type() {
            return ValueType.INSTANT_VECTOR;
        }

        @Override
        public List<Expr> children() {
            return parameter.map(first -> List.of(first, expr)).orElseGet(() -> List.of(expr));
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.aggregation(this);
        }

        @Override
        public String toString() {
            return ExprPrinter.head(this) + ExprPrinter.inParens(children());
        }
    }

    /**
     * @param isBool whether a comparison returns 0 or 1 instead of filtering elements
     * @param matching used only between two vectors
     */
    record Binary(BinaryOp op, Expr left, Expr right, boolean isBool, Matching matching, Span span) implements Expr {
        @Override
        public ValueType type() {
            return left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR
                    ? ValueType.SCALAR
                    : ValueType.INSTANT_VECTOR;
        }

        @Override
        public List<Expr> children() {
            return List.of(left, right);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.binary(this);
        }

        @Override
        public String toString() {
            return left + " " + ExprPrinter.operator(this) + " " + right;
        }
    }

    record Unary(Sign sign, Expr expr, Span span) implements Expr {
        @Override
        public ValueType type() {
            return expr.type();
        }

        @Override
        public List<Expr> children() {
            return List.of(expr);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.unary(this);
        }

        @Override
        public String toString() {
            return sign.toString() + expr;
        }
    }

    record Paren(Expr expr, Span span) implements Expr {
        @Override
        public ValueType type() {
            return expr.type();
        }

        @Override
        public List<Expr> children() {
            return List.of(expr);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.paren(this);
        }

        @Override
        public String toString() {
            return "(" + expr + ")";
        }
    }
}
