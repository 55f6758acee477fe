package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.samples.CompensatedSum;

/** A line: the slope per second and the value at the origin. */
record LinearRegression(double slope, double intercept) {
    /** Simple linear regression of the samples. @param origin the time of the intercept, in milliseconds */
    static LinearRegression fit(Window window, long origin) {
        if (isConstant(window)) {
            return Double.isInfinite(window.first())
                    ? new LinearRegression(Double.NaN, Double.NaN)
                    : new LinearRegression(0, window.first());
        }
        var x = new CompensatedSum();
        var y = new CompensatedSum();
        var xy = new CompensatedSum();
        var xx = new CompensatedSum();
        for (var i = window.from(); i < window.to(); i++) {
            var seconds = (window.times[i] - origin) / 1e3;
            x.add(seconds);
            y.add(window.values[i]);
            xy.add(seconds * window.values[i]);
            xx.add(seconds * seconds);
        }
        double count = window.size();
        var covariance = xy.plainResult() - x.plainResult() * y.plainResult() / count;
        var variance = xx.plainResult() - x.plainResult() * x.plainResult() / count;
        var slope = covariance / variance;
        return new LinearRegression(slope, y.plainResult() / count - slope * x.plainResult() / count);
    }

    private static boolean isConstant(Window window) {
        for (var i = window.from() + 1; i < window.to(); i++) {
            if (window.values[i] != window.first()) {
                return false;
            }
        }
        return true;
    }
}
