/**
 * Archive tables, which outlive the Kafka cluster: silences, notifications and alerts as rows for any SQL database, and
 * their restoration into a new cluster.
 *
 * <p><b>Promises:</b> a row depends only on records of the shared topics, so folding a record again changes
 * nothing. Rows of history tables are never changed. The records that rows were made from can be made again from the
 * rows. No row holds a value that a database would refuse: no NUL characters, years of four digits, ids of bounded
 * length. A restoration never overwrites newer data of the cluster.
 *
 * <p><b>Does not:</b> read topics or databases, or store rows.
 */
package dev.tocsin.archive;
