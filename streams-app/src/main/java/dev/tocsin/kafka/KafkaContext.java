package dev.tocsin.kafka;

import dev.tocsin.kafka.registry.WireFormat;

/**
 * Access of one instance to the shared topics.
 *
 * @param settings of all Kafka clients
 * @param wireFormat the encoding of records in topics
 */
public record KafkaContext(KafkaSettings settings, Topics topics, WireFormat wireFormat) {}
