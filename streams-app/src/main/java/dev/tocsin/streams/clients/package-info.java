/**
 * Keeps clients of Kafka Streams running, whatever they run.
 *
 * <p><b>Promises:</b> a {@link dev.tocsin.streams.clients.StreamsClient} that dies is built again, as often as it takes;
 * local state is gone on with only if it was read from the same topics of the same cluster, and not so long ago that
 * tombstones may be missed.
 *
 * <p><b>Does not:</b> know what a topology does. Doors: {@link dev.tocsin.streams.clients.StreamsClient},
 * {@link dev.tocsin.streams.clients.LocalState}, {@link dev.tocsin.streams.clients.EndOffsets}.
 */
package dev.tocsin.streams.clients;
