package dev.tocsin.notification.log;

import dev.tocsin.limits.Limit;
import dev.tocsin.notation.Sha256;

/**
 * The unit of notification: one aggregation group and one integration of one receiver. Its text is the key of an nflog
 * entry in Alertmanager, and part of the keys of the slot's records in the cluster log. Immutable.
 */
public final class Slot {
    private static final int PREFIX_LENGTH = 150;
    private static final int GROUP_ID_LENGTH = 16;

    private final String groupKey;
    private final String receiver;
    private final String integration;
    private final int index;
    /** Null until it is first asked for. */
    private volatile String text;

    /**
     * @param integration the kind of the integration, such as {@code webhook}
     * @param index index among the receiver's integrations of this kind, from 0
     */
    public Slot(String groupKey, String receiver, String integration, int index) {
        if (index < 0) {
            throw new IllegalArgumentException("integration %s of receiver '%s' has index %d, but must be 0 or more"
                    .formatted(integration, receiver, index));
        }
        this.groupKey = groupKey;
        this.receiver = receiver;
        this.integration = integration;
        this.index = index;
    }

    public String groupKey() {
        return groupKey;
    }

    public String receiver() {
        return receiver;
    }

    /** The kind of the integration, such as {@code webhook}. */
    public String integration() {
        return integration;
    }

    /** Index among the receiver's integrations of this kind, from 0. */
    public int index() {
        return index;
    }

    @Override
    public boolean equals(Object other) {
        return other == this
                || other instanceof Slot that
                        && index == that.index
                        && groupKey.equals(that.groupKey)
                        && receiver.equals(that.receiver)
                        && integration.equals(that.integration);
    }

    @Override
    public int hashCode() {
        return groupKey.hashCode() * 31 + receiver.hashCode();
    }

    /** The {@linkplain #groupId(String, String) id} of the slot's aggregation group. */
    public String groupId() {
        return groupId(groupKey, receiver);
    }

    /** The id of an aggregation group in links and in the API: 16 hexadecimal digits of a hash of its key and its receiver. */
    public static String groupId(String groupKey, String receiver) {
        return Sha256.hex(groupKey + ":" + receiver).substring(0, GROUP_ID_LENGTH);
    }

    /**
     * {@code <groupKey>:<receiver>/<integration>/<index>}. If that is longer than {@link Limit#SLOT_KEY}, its first 150
     * characters and its hash.
     */
    @Override
    public String toString() {
        if (text == null) {
            text = bounded(groupKey + ":" + receiver + "/" + integration + "/" + index);
        }
        return text;
    }

    /** Returns the text of a slot whose full text or bounded text is given. Earlier versions wrote the full text. */
    public static String bounded(String text) {
        if (text.length() <= Limit.SLOT_KEY.value()) {
            return text;
        }
        // Half of a surrogate pair could not be encoded in a record key.
        var end = Character.isHighSurrogate(text.charAt(PREFIX_LENGTH - 1)) ? PREFIX_LENGTH - 1 : PREFIX_LENGTH;
        return text.substring(0, end) + "#" + Sha256.hex(text);
    }
}
