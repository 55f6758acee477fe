package dev.tocsin.labels;

/** How large the labels of one series may be: nobody reads more, and every copy of them costs memory. */
public final class LabelSizeLimit {
    /** In characters, of all names and values together. */
    public static final int MAX_CHARACTERS = 64 * 1024;

    private LabelSizeLimit() {}

    /** @throws IllegalArgumentException if they are larger */
    public static Labels requireWithinLimit(Labels labels) {
        var sum = new long[1];
        labels.forEach((name, value) -> sum[0] += name.length() + value.length());
        if (sum[0] > MAX_CHARACTERS) {
            throw new IllegalArgumentException(
                    "labels of %d characters are too large, at most %d are taken".formatted(sum[0], MAX_CHARACTERS));
        }
        return labels;
    }
}
