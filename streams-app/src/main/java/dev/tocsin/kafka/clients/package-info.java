/**
 * Kafka Streams clients that are restarted when they fail, and the workarounds of Kafka Streams (decision 16).
 *
 * <p><b>Promises:</b> a client that fails is built again, with backoff; local state is reused only if it was read
 * from the same topics of the same cluster, and recently enough that no tombstone was missed.
 *
 * <p><b>Does not:</b> know what a topology does.
 */
package dev.tocsin.kafka.clients;
