package dev.tocsin.http.common;

import java.time.Instant;

/** A record that could not be decoded or is not valid, and so changed nothing. */
public record ApiSkippedRecord(String topic, long offset, String key, String reason, Instant time) {}
