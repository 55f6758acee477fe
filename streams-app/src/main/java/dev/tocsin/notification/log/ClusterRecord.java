package dev.tocsin.notification.log;

import dev.tocsin.notification.silences.Silence;

/** A record that the notifier appends to the cluster log. */
public sealed interface ClusterRecord
        permits Claim, ClaimReleased, NflogEntry, Member, ClusterRecord.SilenceChange, ClusterRecord.NflogTombstone {
    /** A silence that was created, edited or expired. */
    record SilenceChange(Silence silence) implements ClusterRecord {}

    /**
     * Deletes the notification log entry of a slot. Only the holder of a claim on the slot may append it: the tombstone
     * deletes every entry before it, also one that another instance has just appended.
     */
    record NflogTombstone(Slot slot) implements ClusterRecord {}
}
