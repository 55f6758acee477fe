/**
 * Reads and writes records of the shared topics: the producer, consumed records, read positions, skipped records.
 *
 * <p><b>Promises:</b> an append is done when all in-sync replicas have stored it; appends keep their order and
 * never block the caller. A record that cannot be used is counted and logged with its reason, at a limited rate.
 *
 * <p><b>Does not:</b> fold records, or decide what to write.
 */
package dev.tocsin.kafka.log;
