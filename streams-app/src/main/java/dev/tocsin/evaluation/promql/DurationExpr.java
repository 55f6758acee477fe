package dev.tocsin.evaluation.promql;

/**
 * A duration expression, as in {@code [...]} and after {@code offset}. It may depend on the step and the range of the
 * query, so {@link #millis} computes its value for one query.
 */
public sealed interface DurationExpr {
    /** No offset. */
    DurationExpr NONE = new Literal(0, true, new Span(0, 0));

    Span span();

    <R> R match(Cases<R> cases);

    /** One method for each kind. A new kind does not compile until every visitor handles it. */
    interface Cases<R> {
        R literal(Literal literal);

        R step(Step step);

        R range(Range range);

        R minMax(MinMax extreme);

        R signed(Signed signed);

        R binary(Binary binary);

        R paren(Paren paren);
    }

    /**
     * The duration in milliseconds. It may be negative.
     *
     * @throws DurationException for a division by zero, NaN, infinity, and a value out of range
     */
    default long millis(QueryTimes query) {
        return match(new DurationEvaluator(query)).toMillis(this);
    }

    /**
     * The duration of a range or a step, in milliseconds.
     *
     * @throws DurationException as {@link #millis}, and if the value is not greater than zero
     */
    default long positiveMillis(QueryTimes query) {
        var millis = millis(query);
        if (millis <= 0) {
            throw new DurationException(span(), "duration must be greater than 0");
        }
        return millis;
    }

    /** The values that a duration may depend on. Both are 0 in an instant query. */
    record QueryTimes(long stepMillis, long rangeMillis) {
        public static final QueryTimes INSTANT = new QueryTimes(0, 0);
    }

    /**
     * A number of seconds.
     *
     * @param isDuration whether it is written with units, such as {@code 5m}
     */
    record Literal(double seconds, boolean isDuration, Span span) implements DurationExpr {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.literal(this);
        }

        @Override
        public String toString() {
            return ExprPrinter.number(seconds, isDuration);
        }
    }

    record Step(Span span) implements DurationExpr {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.step(this);
        }

        @Override
        public String toString() {
            return "step()";
        }
    }

    record Range(Span span) implements DurationExpr {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.range(this);
        }

        @Override
        public String toString() {
            return "range()";
        }
    }

    /** {@code max_of(a, b)} or {@code min_of(a, b)}. */
    record MinMax(boolean isMax, DurationExpr first, DurationExpr second, Span span) implements DurationExpr {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.minMax(this);
        }

        @Override
        public String toString() {
            return (isMax ? "max_of(" : "min_of(") + first + ", " + second + ")";
        }
    }

    record Signed(Sign sign, DurationExpr operand, Span span) implements DurationExpr {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.signed(this);
        }

        @Override
        public String toString() {
            return sign.toString() + operand;
        }
    }

    record Binary(BinaryOp op, DurationExpr left, DurationExpr right, Span span) implements DurationExpr {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.binary(this);
        }

        @Override
        public String toString() {
            return left + " " + op + " " + right;
        }
    }

    record Paren(DurationExpr inner, Span span) implements DurationExpr {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.paren(this);
        }

        @Override
        public String toString() {
            return "(" + inner + ")";
        }
    }
}
