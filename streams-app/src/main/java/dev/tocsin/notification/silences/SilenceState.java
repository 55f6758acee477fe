package dev.tocsin.notification.silences;

/** The state of a silence at an instant. */
public enum SilenceState {
    PENDING("pending"),
    ACTIVE("active"),
    EXPIRED("expired");

    private final String text;

    SilenceState(String text) {
        this.text = text;
    }

    /** The name in the API. */
    public String text() {
        return text;
    }
}
