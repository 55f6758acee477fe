/**
 * The state that every instance folds from the shared topics, all but samples.
 *
 * <p><b>Promises:</b> a {@link dev.tocsin.streams.replica.Replica} holds what a fold over the topics gives, the same on
 * every instance at the same offset; reading a record twice changes nothing; a record that can not be used stops
 * nothing, and the last good one of its key stays.
 *
 * <p><b>Does not:</b> evaluate, notify, or write (but the tombstones of the {@link dev.tocsin.streams.replica.Janitor}).
 * Doors: {@link dev.tocsin.streams.replica.Replica} and {@link dev.tocsin.streams.replica.ReplicaClient},
 * {@link dev.tocsin.streams.replica.ReplicaListener}, {@link dev.tocsin.streams.replica.TopicReader} for who asks and
 * goes, {@link dev.tocsin.streams.replica.Janitor}.
 */
package dev.tocsin.streams.replica;
