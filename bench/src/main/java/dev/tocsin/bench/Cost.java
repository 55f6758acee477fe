package dev.tocsin.bench;

import java.util.Locale;

/** What something takes, once. */
record Cost(double nanos, double bytes) {
    /** For each of several things that it was done to. */
    Cost dividedBy(double count) {
        return new Cost(nanos / count, bytes / count);
    }

    @Override
    public String toString() {
        return "%s ns, %s B".formatted(rounded(nanos), rounded(bytes));
    }

    /** With three digits that say something. */
    static String rounded(double value) {
        var digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
