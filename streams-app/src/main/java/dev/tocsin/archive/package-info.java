/**
 * What outlives the Kafka cluster: tables of silences, notifications and alerts, as rows that any database can hold.
 *
 * <p><b>Promises:</b> a row follows from records of the shared topics alone, whoever folds them, and folding a record
 * again changes nothing. A row of history is named by what it tells of, so the equal reports of many instances are one
 * row; it is never changed. From the rows of what still stands, the very records that they came from can be made again.
 * No row holds what a database would refuse: texts without NUL, times of four-digit years, ids of bounded length.
 *
 * <p><b>Does not:</b> read topics, keep rows, or know how they are written. Doors: {@link dev.tocsin.archive.Table} and
 * {@link dev.tocsin.archive.Row}; {@link dev.tocsin.archive.SilenceRows}, {@link dev.tocsin.archive.NotificationRows},
 * {@link dev.tocsin.archive.AlertRows} and {@link dev.tocsin.archive.PostedRows} (there and back);
 * {@link dev.tocsin.archive.Notifications} and {@link dev.tocsin.archive.AlertHistory} (the folds);
 * {@link dev.tocsin.archive.Outlived} (what is to be forgotten).
 */
package dev.tocsin.archive;
