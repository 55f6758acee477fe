/**
 * Topics of other producers as samples: a Kafka Streams topology that the instances share (decision 28).
 *
 * <p><b>Promises:</b> each committed record of a source is counted exactly once, also through crashes and rebalances; only
 * committed totals reach the samples topic; no record stops a source.
 *
 * <p><b>Does not:</b> know formats, or decide what a record means.
 */
package dev.tocsin.kafka.sources;
