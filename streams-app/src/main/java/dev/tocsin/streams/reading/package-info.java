/**
 * What every reader of topics needs: a record as it came, how far reading is, and what could not be used.
 *
 * <p><b>Promises:</b> whatever stands in a topic, it becomes a {@link dev.tocsin.streams.reading.Fact}; a value that does
 * not belong under its key, or makes no sense, is told with the reason, counted, and logged without flooding the log;
 * who waits for an offset is woken once all before it has been read.
 *
 * <p><b>Does not:</b> poll, store or fold. Doors: {@link dev.tocsin.streams.reading.Readers},
 * {@link dev.tocsin.streams.reading.Progress}, {@link dev.tocsin.streams.reading.BadRecords},
 * {@link dev.tocsin.streams.reading.LogClock}.
 */
package dev.tocsin.streams.reading;
