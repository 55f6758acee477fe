package dev.tocsin.kafka.log;

import java.time.Instant;

/**
 * A record that cannot be decoded or is not valid, and therefore changes nothing.
 *
 * @param at the append time of the broker
 * @param key at most 200 characters
 */
public record SkippedRecord(String topic, long offset, Instant at, String key, String reason) {}
