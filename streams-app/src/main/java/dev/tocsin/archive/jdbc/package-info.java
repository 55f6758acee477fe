/**
 * Reads the archive's tables from a database over JDBC.
 *
 * <p><b>Promises:</b> uses standard SQL only, so any database with a JDBC driver on the class path works; reads
 * all tables in one transaction; writes nothing. No message contains a password.
 *
 * <p><b>Does not:</b> know what rows mean, or create tables.
 */
package dev.tocsin.archive.jdbc;
