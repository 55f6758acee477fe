/**
 * The history at hand: the deliveries and the state transitions of alerts of the last days, in memory, in order of time.
 *
 * <p><b>Promises:</b> an event depends only on records of the shared topics, and its id on their content: a record that
 * is folded twice, or that two instances append, gives one event. The history is bounded by age, by number and by size.
 *
 * <p><b>Does not:</b> read topics, or store events over restarts.
 */
package dev.tocsin.history;
