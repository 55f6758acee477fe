/**
 * How rows of the archive are written: as JSON with its schema, in the form that Kafka Connect's own JsonConverter
 * reads.
 *
 * <p><b>Promises:</b> what is written is what a Connect cluster without any library of ours understands; what was
 * written by an earlier version, with fewer columns, can be read.
 *
 * <p><b>Does not:</b> know topics, or decide what is in a row. Door: {@link dev.tocsin.streams.rows.RowJson}.
 */
package dev.tocsin.streams.rows;
