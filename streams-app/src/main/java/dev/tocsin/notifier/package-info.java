/**
 * The notifying half: aggregation groups, flushes and the claim protocol.
 *
 * <p><b>Promises:</b> while one instance lives and can reach a receiver, every due notification is delivered; no
 * notification is sent twice unless its sender dies or is isolated between sending and logging; a silence that was
 * acknowledged before a claim is honoured by it; a receiver that hangs delays no other.
 *
 * <p><b>Does not:</b> know Kafka, or talk to receivers.
 */
package dev.tocsin.notifier;
