package dev.tocsin.labels;

/** How large the labels of one series may be: nobody reads more, and every copy of them costs memory. */
public final class LabelSize {
    /** In characters, of all names and values together. */
    public static final int MOST = 64 * 1024;

    private LabelSize() {}

    /** @throws IllegalArgumentException if they are larger */
    public static Labels bounded(Labels labels) {
        var sum = new long[1];
        labels.forEach((name, value) -> sum[0] += name.length() + value.length());
        if (sum[0] > MOST) {
            throw new IllegalArgumentException(
                    "labels of %d characters are too large, at most %d are taken".formatted(sum[0], MOST));
        }
        return labels;
    }
}
