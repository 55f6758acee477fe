package dev.tocsin.kafka.log;

/** The position of a stored record. */
public record RecordPosition(String topic, int partition, long offset) {}
