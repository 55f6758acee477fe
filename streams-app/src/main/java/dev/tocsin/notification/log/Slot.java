package dev.tocsin.notification.log;

/**
 * The unit of notification: one aggregation group and one integration of one receiver. Its text is the key of an nflog
 * entry in Alertmanager, and part of the keys of the slot's records in the cluster log.
 *
 * @param integration the kind of the integration, such as {@code webhook}
 * @param index index among the receiver's integrations of this kind, from 0
 */
public record Slot(String groupKey, String receiver, String integration, int index) {
    public Slot {
        if (index < 0) {
            throw new IllegalArgumentException("integration %s of receiver '%s' has index %d, but must be 0 or more"
                    .formatted(integration, receiver, index));
        }
    }

    /** {@code <groupKey>:<receiver>/<integration>/<index>}. */
    @Override
    public String toString() {
        return groupKey + ":" + receiver + "/" + integration + "/" + index;
    }
}
