package dev.tocsin.notification.silences;

/**
 * How many silences there may be, expired ones that are still kept included, and how many bytes the texts of one may
 * have; 0 for no limit.
 */
public record SilenceLimits(int maxSilences, int maxBytes) {
    public static final SilenceLimits NONE = new SilenceLimits(0, 0);

    public SilenceLimits {
        if (maxSilences < 0 || maxBytes < 0) {
            throw new IllegalArgumentException("limits of silences are %d and %d bytes, but must be 0 (none) or more"
                    .formatted(maxSilences, maxBytes));
        }
    }

    void checkCount(int wanted) {
        if (maxSilences > 0 && wanted > maxSilences) {
            throw new IllegalArgumentException(
                    "exceeded maximum number of silences: %d (limit: %d)".formatted(wanted, maxSilences));
        }
    }

    void checkSize(int wanted) {
        if (maxBytes > 0 && wanted > maxBytes) {
            throw new IllegalArgumentException(
                    "silence exceeded maximum size: %d bytes (limit: %d bytes)".formatted(wanted, maxBytes));
        }
    }
}
