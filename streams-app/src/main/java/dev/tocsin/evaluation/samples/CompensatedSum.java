package dev.tocsin.evaluation.samples;

/** Kahan-Neumaier summation, as in Prometheus: keeps the rounding errors in a second sum. */
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

    public CompensatedSum times(double factor) {
        return new CompensatedSum(sum * factor, compensation * factor);
    }

    public CompensatedSum dividedBy(double divisor) {
        return new CompensatedSum(sum / divisor, compensation / divisor);
    }

    CompensatedSum plus(CompensatedSum other) {
        return new CompensatedSum(sum + other.sum, compensation + other.compensation);
    }

    /** Sum and compensation, even if the sum is infinite. */
    public double plainResult() {
        return sum + compensation;
    }
}
