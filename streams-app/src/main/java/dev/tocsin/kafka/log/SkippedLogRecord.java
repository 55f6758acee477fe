package dev.tocsin.kafka.log;

import java.time.Instant;

/** A record that is not used. @param at when the broker had it */
public record SkippedLogRecord(String topic, long offset, Instant at, String key, String reason) {}
