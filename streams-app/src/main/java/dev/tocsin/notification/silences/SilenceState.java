package dev.tocsin.notification.silences;

/** Where a silence stands at an instant. */
public enum SilenceState {
    PENDING("pending"),
    ACTIVE("active"),
    EXPIRED("expired");

    private final String text;

    SilenceState(String text) {
        this.text = text;
    }

    /** As in the API. */
    public String text() {
        return text;
    }
}
