/**
 * The archive topology, shared by all instances: folds the shared topics into tables, whose changelogs a sink
 * connector reads.
 *
 * <p><b>Promises:</b> each record changes the tables exactly once, on whichever instance; another instance
 * continues with the tables of one that is gone; an unchanged row is not written again.
 *
 * <p><b>Does not:</b> know what a row means; the notifier never waits for it.
 */
package dev.tocsin.kafka.archive;
