package dev.tocsin.notification.silences;

/** Where a silence stands at an instant. */
public enum Phase {
    PENDING("pending"),
    ACTIVE("active"),
    EXPIRED("expired");

    private final String text;

    Phase(String text) {
        this.text = text;
    }

    /** As in the API. */
    public String text() {
        return text;
    }
}
