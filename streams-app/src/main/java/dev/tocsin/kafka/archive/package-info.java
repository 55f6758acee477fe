/**
 * The archive topology, shared by all instances: folds the shared topics into tables, whose changelogs a sink
 * connector reads.
 *
 * <p><b>Promises:</b> each record changes the tables exactly once, on one instance; another instance takes over the
 * tables of a failed one; an unchanged row is not written again.
 *
 * <p><b>Does not:</b> know what a row means; the notifier never waits for it.
 */
package dev.tocsin.kafka.archive;
