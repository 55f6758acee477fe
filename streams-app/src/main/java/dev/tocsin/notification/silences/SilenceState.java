package dev.tocsin.notification.silences;

import java.util.Locale;

/** The state of a silence at an instant. */
public enum SilenceState {
    PENDING,
    ACTIVE,
    EXPIRED;

    /** The name in the API. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
