package dev.tocsin.labels;

/** Limit on the size of a label set, because every copy of it costs memory. */
public final class LabelSizeLimit {
    /** Sum of the lengths of all names and values, in UTF-16 characters. */
    public static final int MAX_CHARACTERS = 64 * 1024;

    private LabelSizeLimit() {}

    /** @throws IllegalArgumentException if the labels exceed the limit */
    public static Labels requireWithinLimit(Labels labels) {
        var sum = new long[1];
        labels.forEach((name, value) -> sum[0] += name.length() + value.length());
        if (sum[0] > MAX_CHARACTERS) {
            throw new IllegalArgumentException(
                    "labels have %d characters, but the maximum is %d".formatted(sum[0], MAX_CHARACTERS));
        }
        return labels;
    }
}
