package dev.tocsin.kafka.log;

/** Where a record stands in the log. */
public record RecordPosition(String topic, int partition, long offset) {}
