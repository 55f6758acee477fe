package dev.tocsin.evaluation.samples;

/** A sum whose rounding errors are summed too, so that small numbers are not lost beside large ones. */
public final class CompensatedSum {
    private double sum;
    private double compensation;

    public CompensatedSum() {}

    public CompensatedSum(double sum, double compensation) {
        this.sum = sum;
        this.compensation = compensation;
    }

    public void add(double value) {
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

    public double result() {
        return Double.isInfinite(sum) ? sum : sum + compensation;
    }

    public boolean wouldBeInfinite(double value) {
        return Double.isInfinite(sum + value);
    }

    /** Both parts, scaled. */
    public CompensatedSum times(double factor) {
        return new CompensatedSum(sum * factor, compensation * factor);
    }

    /** Both parts, divided. */
    public CompensatedSum dividedBy(double divisor) {
        return new CompensatedSum(sum / divisor, compensation / divisor);
    }

    /** This and another, part by part. */
    CompensatedSum plus(CompensatedSum other) {
        return new CompensatedSum(sum + other.sum, compensation + other.compensation);
    }

    /** Both parts together, whatever they are. */
    public double plainResult() {
        return sum + compensation;
    }
}
