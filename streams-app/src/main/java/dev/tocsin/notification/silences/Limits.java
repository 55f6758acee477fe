package dev.tocsin.notification.silences;

/**
 * How many silences there may be, expired ones that are still kept included, and how many bytes the texts of one may
 * have; 0 for no limit.
 */
public record Limits(int silences, int bytes) {
    public static final Limits NONE = new Limits(0, 0);

    public Limits {
        if (silences < 0 || bytes < 0) {
            throw new IllegalArgumentException(
                    "limits of silences are %d and %d bytes, but must be 0 (none) or more".formatted(silences, bytes));
        }
    }

    void checkCount(int wanted) {
        if (silences > 0 && wanted > silences) {
            throw new IllegalArgumentException(
                    "exceeded maximum number of silences: %d (limit: %d)".formatted(wanted, silences));
        }
    }

    void checkSize(int wanted) {
        if (bytes > 0 && wanted > bytes) {
            throw new IllegalArgumentException(
                    "silence exceeded maximum size: %d bytes (limit: %d bytes)".formatted(wanted, bytes));
        }
    }
}
