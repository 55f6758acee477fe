package dev.tocsin.evaluation.promql;

/**
 * A duration expression, as in {@code [...]} and after {@code offset}. It may depend on the step and the range of the
 * query, so {@link #millis} computes its value for one query.
 */
public sealed interface DurationExpr {
    /** No offset. */
    DurationExpr NONE = new Literal(0, true, new Span(0, 0));

    Span span();

    /**
     * The value in seconds, without a check of its range.
     *
     * @throws DurationException for a division by zero
     */
    double seconds(QueryTimes query);

    /** Whether the value is a number in the query. */
    default boolean isLiteral() {
        return false;
    }

    /**
     * The duration in milliseconds. It may be negative. A literal is first rounded to nanoseconds, as in Prometheus.
     *
     * @throws DurationException for a division by zero, NaN, infinity, and a value out of range
     */
    default long millis(QueryTimes query) {
        var seconds = seconds(query);
        if (!Double.isFinite(seconds)) {
            throw new DurationException(span(), "duration is NaN or infinite");
        }
        if (Math.abs(seconds) >= Long.MAX_VALUE / 1e9) {
            throw new DurationException(span(), "duration is out of range");
        }
        return isLiteral() ? Math.round(seconds * 1e9) / 1_000_000 : (long) (seconds * 1e3);
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
        public double seconds(QueryTimes query) {
            return seconds;
        }

        @Override
        public boolean isLiteral() {
            return true;
        }

        @Override
        public String toString() {
            return ExprPrinter.number(seconds, isDuration);
        }
    }

    record Step(Span span) implements DurationExpr {
        @Override
        public double seconds(QueryTimes query) {
            return query.stepMillis() / 1e3;
        }

        @Override
        public String toString() {
            return "step()";
        }
    }

    record Range(Span span) implements DurationExpr {
        @Override
        public double seconds(QueryTimes query) {
            return query.rangeMillis() / 1e3;
        }

        @Override
        public String toString() {
            return "range()";
        }
    }

    /** {@code max_of(a, b)} or {@code min_of(a, b)}. */
    record MinMax(boolean isMax, DurationExpr first, DurationExpr second, Span span) implements DurationExpr {
        @Override
        public double seconds(QueryTimes query) {
            return isMax
                    ? Math.max(first.seconds(query), second.seconds(query))
                    : Math.min(first.seconds(query), second.seconds(query));
        }

        @Override
        public String toString() {
            return (isMax ? "max_of(" : "min_of(") + first + ", " + second + ")";
        }
    }

    record Signed(Sign sign, DurationExpr operand, Span span) implements DurationExpr {
        @Override
        public double seconds(QueryTimes query) {
            return sign.apply(operand.seconds(query));
        }

        @Override
        public String toString() {
            return sign.toString() + operand;
        }
    }

    record Binary(BinaryOp op, DurationExpr left, DurationExpr right, Span span) implements DurationExpr {
        @Override
        public double seconds(QueryTimes query) {
            var first = left.seconds(query);
            var second = right.seconds(query);
            return switch (op) {
                case ADD -> first + second;
                case SUBTRACT -> first - second;
                case MULTIPLY -> first * second;
                case POWER -> Math.pow(first, second);
                case DIVIDE -> first / divisor(second, "division by zero");
                case MODULO -> first % divisor(second, "modulo by zero");
                default -> throw new IllegalStateException("no operator for durations: " + op);
            };
        }

        private double divisor(double value, String errorIfZero) {
            if (value == 0) {
                throw new DurationException(span, errorIfZero);
            }
            return value;
        }

        @Override
        public String toString() {
            return left + " " + op + " " + right;
        }
    }

    record Paren(DurationExpr inner, Span span) implements DurationExpr {
        @Override
        public double seconds(QueryTimes query) {
            return inner.seconds(query);
        }

        @Override
        public boolean isLiteral() {
            return inner.isLiteral();
        }

        @Override
        public String toString() {
            return "(" + inner + ")";
        }
    }
}
