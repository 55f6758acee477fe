/**
 * What stands behind the archive on a developer's machine and in tests: a Connect worker and a PostgreSQL, each started
 * as a process of its own.
 *
 * <p><b>Promises:</b> both listen on 127.0.0.1 only, keep everything below the folder that they are given, and end when
 * they are asked to or when the process that started them has died, however it died.
 *
 * <p><b>Does not:</b> belong to the product, or to production: there, a Connect cluster and a database are yours. What is
 * deployed to them, the sink's configuration and the tables, stands beside this module's sources.
 */
package dev.tocsin.connectors;
