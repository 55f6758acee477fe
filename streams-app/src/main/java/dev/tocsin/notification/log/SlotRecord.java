package dev.tocsin.notification.log;

import java.time.Instant;
import java.util.Optional;

/**
 * A record of a slot that was folded, with its effect.
 *
 * @param offset in the cluster log
 * @param at append time
 * @param record empty for a tombstone
 * @param before the slot before the record
 * @param after the slot after the record; the same if it had no effect
 */
public record SlotRecord(long offset, Instant at, Optional<ClusterRecord> record, SlotState before, SlotState after) {}
