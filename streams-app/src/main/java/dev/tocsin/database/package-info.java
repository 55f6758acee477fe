/**
 * Reads the archive's tables out of a database.
 *
 * <p><b>Promises:</b> standard SQL only, so that any database with a JDBC driver on the class path will do; all tables as
 * of one moment; nothing is written. No message says a password.
 *
 * <p><b>Does not:</b> know what rows mean, or who made the tables. Doors: {@link dev.tocsin.database.ArchiveDatabase},
 * {@link dev.tocsin.database.DatabaseAccess}, {@link dev.tocsin.database.DatabaseFailed}.
 */
package dev.tocsin.database;
