/**
 * The state that every instance folds from all shared topics except samples.
 *
 * <p><b>Promises:</b> the state depends only on the topics: it is the same on every instance at the same offset.
 * A record at or before the stored offset is not folded again. A record that cannot be used stops nothing, and the
 * last good record of its key stays.
 *
 * <p><b>Does not:</b> evaluate, notify, or write anything but tombstones.
 */
package dev.tocsin.kafka.replica;
