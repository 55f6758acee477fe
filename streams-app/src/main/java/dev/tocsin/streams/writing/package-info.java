/**
 * Writes records: into the shared topics, and into other people's.
 *
 * <p><b>Promises:</b> what is said to be appended is stored by all in-sync replicas; no append blocks its caller; the
 * order of appends is the order in which they were asked for.
 *
 * <p><b>Does not:</b> decide what to write, or read. Doors: {@link dev.tocsin.streams.writing.Log},
 * {@link dev.tocsin.streams.writing.Publisher}, {@link dev.tocsin.streams.writing.Position}.
 */
package dev.tocsin.streams.writing;
