package dev.tocsin.evaluation.promql.eval;

/** A sum whose rounding errors are summed too, so that small numbers are not lost beside large ones. */
final class CompensatedSum {
    private double sum;
    private double compensation;

    CompensatedSum() {}

    CompensatedSum(double sum, double compensation) {
        this.sum = sum;
        this.compensation = compensation;
    }

    void add(double value) {
        var next = sum + value;
        if (Double.isInfinite(next)) {
            compensation = 0;
        } else if (Math.abs(sum) >= Math.abs(value)) {
            compensation += (sum - next) + value;
        } else {
            compensation += (value - next) + sum;
        }
        sum = next;
    }

    double result() {
        return Double.isInfinite(sum) ? sum : sum + compensation;
    }

    boolean wouldBeInfinite(double value) {
        return Double.isInfinite(sum + value);
    }

    /** Both parts, scaled. */
    CompensatedSum times(double factor) {
        return new CompensatedSum(sum * factor, compensation * factor);
    }

    /** Both parts, divided. */
    CompensatedSum dividedBy(double divisor) {
        return new CompensatedSum(sum / divisor, compensation / divisor);
    }

    /** Both parts together, whatever they are. */
    double plainResult() {
        return sum + compensation;
    }
}
