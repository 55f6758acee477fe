package dev.tocsin.evaluation.promql.functions;

/** Counts value changes and counter resets in a window. A change between floats and histograms counts as both. */
final class ChangesAndResets {
    /** A test of a sample and its predecessor. */
    private interface SamplePairTest {
        boolean test(Window window, int index);
    }

    private ChangesAndResets() {}

    static double changes(Window window) {
        return count(window, ChangesAndResets::isChange);
    }

    static double resets(Window window) {
        return count(window, ChangesAndResets::isReset);
    }

    /** Whether there is a counter reset between the previous sample and this one. */
    static boolean isReset(Window window, int index) {
        if (StartTimestamps.isReset(window, index) || isTypeChange(window, index)) {
            return true;
        }
        return window.isHistogram(index)
                ? window.histogram(index).isResetSince(window.histogram(index - 1))
                : window.values[index] < window.values[index - 1];
    }

    private static boolean isChange(Window window, int index) {
        if (window.isHistogram(index) || window.isHistogram(index - 1)) {
            return isTypeChange(window, index)
                    || !window.histogram(index).equalsIgnoringResetHint(window.histogram(index - 1));
        }
        var value = window.values[index];
        var before = window.values[index - 1];
        return value != before && !(Double.isNaN(value) && Double.isNaN(before));
    }

    private static boolean isTypeChange(Window window, int index) {
        return window.isHistogram(index) != window.isHistogram(index - 1);
    }

    private static double count(Window window, SamplePairTest test) {
        var count = 0;
        for (var i = window.from() + 1; i < window.to(); i++) {
            count += test.test(window, i) ? 1 : 0;
        }
        return count;
    }
}
