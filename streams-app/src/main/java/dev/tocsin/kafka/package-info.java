/**
 * The shared topics with their codecs, keys and creation, and the settings of Kafka clients.
 *
 * <p><b>Promises:</b> topics are named in one place; an existing topic that would break a guarantee is refused,
 * with all reasons at once; client settings on which a guarantee depends cannot be overridden.
 *
 * <p><b>Does not:</b> read or write records. Types of Kafka and Avro do not leave this package and those below.
 */
package dev.tocsin.kafka;
