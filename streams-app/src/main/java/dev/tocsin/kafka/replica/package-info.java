/**
 * The state that every instance folds from the shared topics, all but samples.
 *
 * <p><b>Promises:</b> the state depends only on the topics: it is the same on every instance at the same offset.
 * Reading a record twice changes nothing. A record that cannot be used stops nothing, and the last good record of
 * its key stays.
 *
 * <p><b>Does not:</b> evaluate, notify, or write anything but tombstones.
 */
package dev.tocsin.kafka.replica;
