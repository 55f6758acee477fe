/**
 * What of an archive is to be written into a cluster that has lost it.
 *
 * <p><b>Promises:</b> decides from rows, from what the cluster has, and from the time, and nothing else. Each row is
 * counted once: to be written, there already, older than what is there, over by now, or of no use. What is newer in the
 * cluster is never overwritten; once everything is written, nothing is left to write.
 *
 * <p><b>Does not:</b> read a database or topics, or write. Doors: {@link dev.tocsin.archive.restoring.Restoration},
 * {@link dev.tocsin.archive.restoring.Standing}.
 */
package dev.tocsin.archive.restoring;
