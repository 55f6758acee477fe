/**
 * Kafka topics of other producers as a source of samples: their records, and the samples that a record becomes.
 *
 * <p><b>Promises:</b> a {@link dev.tocsin.sources.RecordFormat} is a pure function. The only exception that it throws is
 * {@link dev.tocsin.sources.UndecodableRecordException}, whatever the record contains.
 *
 * <p><b>Does not:</b> consume or produce records, read a clock, or keep totals.
 */
package dev.tocsin.sources;
