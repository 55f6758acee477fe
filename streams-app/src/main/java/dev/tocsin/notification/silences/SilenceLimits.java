package dev.tocsin.notification.silences;

import dev.tocsin.limits.Limit;

/**
 * Limits of silences; 0 means no limit.
 *
 * @param maxSilences how many silences may exist, including expired ones within the retention
 * @param maxBytes the total size of the texts of one silence in UTF-8 bytes; 0 means {@link Limit#SILENCE}
 */
public record SilenceLimits(int maxSilences, int maxBytes) {
    public static final SilenceLimits NONE = new SilenceLimits(0, 0);

    public SilenceLimits {
        if (maxSilences < 0 || maxBytes < 0) {
            throw new IllegalArgumentException(
                    "limits of silences are %d and %d bytes, but must be 0 (no limit) or more"
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
        var limit = maxBytes > 0 ? maxBytes : Limit.SILENCE.intValue();
        if (wanted > limit) {
            throw new IllegalArgumentException(
                    "silence exceeded maximum size: %d bytes (limit: %d bytes)".formatted(wanted, limit));
        }
    }
}
