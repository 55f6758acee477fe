/**
 * A Kafka Connect worker and a PostgreSQL server for development and tests, each as a process.
 *
 * <p><b>Promises:</b> both listen on 127.0.0.1 only, write only below the given directory, and end on a signal or when the
 * parent process has ended, even if it was killed.
 *
 * <p><b>Does not:</b> belong to the product. In production use your own Connect cluster and database. The configuration of
 * the sink and the tables for them are beside the sources of this module.
 */
package dev.tocsin.connectors;
