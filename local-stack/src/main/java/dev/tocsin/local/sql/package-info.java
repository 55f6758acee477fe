/**
 * The archive's way into a database on this machine: a PostgreSQL and a Connect worker, and the sink that runs in it.
 *
 * <p><b>Promises:</b> what is started here is what an operator deploys: the plugin as it is released, the sink's
 * configuration and the tables as they lie in {@code connectors}, secrets in the environment.
 *
 * <p><b>Does not:</b> run either of them in this JVM: they are child processes with a class path of their own. Doors:
 * {@link dev.tocsin.local.sql.Connectors}, {@link dev.tocsin.local.sql.DatabaseAddress},
 * {@link dev.tocsin.local.sql.WorkerSettings}, {@link dev.tocsin.local.sql.ConnectApi}.
 */
package dev.tocsin.local.sql;
