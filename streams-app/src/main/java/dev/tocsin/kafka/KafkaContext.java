package dev.tocsin.kafka;

import dev.tocsin.kafka.registry.WireFormat;

/**
 * The shared topics as one instance gets at them.
 *
 * @param settings of its clients
 * @param format how records stand in topics
 */
public record KafkaContext(KafkaSettings settings, Topics topics, WireFormat wireFormat) {}
