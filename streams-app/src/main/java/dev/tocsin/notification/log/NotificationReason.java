package dev.tocsin.notification.log;

/** The reason of a notification, as in Alertmanager; {@link #NONE} if none is due. */
public enum NotificationReason {
    FIRST_NOTIFICATION("first notification"),
    NEW_ALERTS_ADDED("new alerts added"),
    ALL_ALERTS_RESOLVED("all alerts resolved"),
    SOME_ALERTS_RESOLVED("some alerts resolved"),
    REPEAT_INTERVAL_ELAPSED("repeat interval elapsed"),
    NONE("none");

    private final String text;

    NotificationReason(String text) {
        this.text = text;
    }

    /** The text in payloads, templates and metrics. */
    public String text() {
        return text;
    }

    public boolean shouldNotify() {
        return this != NONE;
    }
}
