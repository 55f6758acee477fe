package dev.tocsin.notification.log;

/**
 * What is notified: the alerts of one aggregation group, through one integration of one receiver. Its text is
 * Alertmanager's key of a notification-log entry, and the key of the slot's records in the cluster log.
 *
 * @param integration the kind of the integration, as {@code webhook}
 * @param index counts the receiver's integrations of this kind, from 0
 */
public record Slot(String groupKey, String receiver, String integration, int index) {
    public Slot {
        if (index < 0) {
            throw new IllegalArgumentException("integration %s of receiver '%s' has index %d, but indexes count from 0"
                    .formatted(integration, receiver, index));
        }
    }

    /** {@code <groupKey>:<receiver>/<integration>/<index>}. */
    @Override
    public String toString() {
        return groupKey + ":" + receiver + "/" + integration + "/" + index;
    }
}
