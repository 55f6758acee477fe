/**
 * The archive in a local database: a PostgreSQL and a Connect worker with the sink connector.
 *
 * <p><b>Promises:</b> the same setup as in production: the released plugin, the sink's configuration and the tables of the
 * module {@code connectors}, secrets in the environment.
 *
 * <p><b>Does not:</b> run them in this JVM: they are child processes with their own class path.
 */
package dev.tocsin.local.sql;
