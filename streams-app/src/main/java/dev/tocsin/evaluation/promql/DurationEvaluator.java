package dev.tocsin.evaluation.promql;

/** Computes the value of a duration expression in a query. */
record DurationEvaluator(DurationExpr.QueryTimes query) implements DurationExpr.Cases<DurationEvaluator.Seconds> {
    private static final double MAX_SECONDS = Long.MAX_VALUE / 1e9;

    /** @param isWritten whether the value is a literal, which is rounded to nanoseconds as in Prometheus */
    record Seconds(double value, boolean isWritten) {
        long toMillis(DurationExpr duration) {
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                throw new DurationException(duration.span(), "duration is NaN or infinite");
            }
            if (Math.abs(value) >= MAX_SECONDS) {
                throw new DurationException(duration.span(), "duration is out of range");
            }
            return isWritten ? Math.round(value * 1e9) / 1_000_000 : (long) (value * 1e3);
        }
    }

    @Override
    public Seconds literal(DurationExpr.Literal literal) {
        return new Seconds(literal.seconds(), true);
    }

    @Override
    public Seconds step(DurationExpr.Step step) {
        return computed(query.stepMillis() / 1e3);
    }

    @Override
    public Seconds range(DurationExpr.Range range) {
        return computed(query.rangeMillis() / 1e3);
    }

    @Override
    public Seconds minMax(DurationExpr.MinMax extreme) {
        var first = secondsOf(extreme.first());
        var second = secondsOf(extreme.second());
        return computed(extreme.isMax() ? Math.max(first, second) : Math.min(first, second));
    }

    @Override
    public Seconds signed(DurationExpr.Signed signed) {
        return computed(signed.sign().apply(secondsOf(signed.operand())));
    }

    @Override
    public Seconds paren(DurationExpr.Paren paren) {
        return paren.inner().match(this);
    }

    @Override
    public Seconds binary(DurationExpr.Binary binary) {
        var left = secondsOf(binary.left());
        var right = secondsOf(binary.right());
        return computed(
                switch (binary.op()) {
                    case ADD -> left + right;
                    case SUBTRACT -> left - right;
                    case MULTIPLY -> left * right;
                    case POWER -> Math.pow(left, right);
                    case DIVIDE -> left / divisor(right, binary, "division by zero");
                    case MODULO -> left % divisor(right, binary, "modulo by zero");
                    default -> throw new IllegalStateException("no operator for durations: " + binary.op());
                });
    }

    private static double divisor(double value, DurationExpr.Binary division, String errorIfZero) {
        if (value == 0) {
            throw new DurationException(division.span(), errorIfZero);
        }
        return value;
    }

    private double secondsOf(DurationExpr part) {
        return part.match(this).value();
    }

    private static Seconds computed(double seconds) {
        return new Seconds(seconds, false);
    }
}
