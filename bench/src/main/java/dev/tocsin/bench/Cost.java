package dev.tocsin.bench;

import java.util.Locale;

/** The CPU time and the allocated bytes of one execution. */
record Cost(double nanos, double bytes) {
    /** The cost per item of an execution over {@code count} items. */
    Cost dividedBy(double count) {
        return new Cost(nanos / count, bytes / count);
    }

    @Override
    public String toString() {
        return "%s ns, %s B".formatted(rounded(nanos), rounded(bytes));
    }

    /** The number with three significant digits. */
    static String rounded(double value) {
        var digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
