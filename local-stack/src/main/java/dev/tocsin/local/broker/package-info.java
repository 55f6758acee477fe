/**
 * A Kafka broker in this JVM: a single KRaft node for development and tests.
 *
 * <p><b>Promises:</b> the broker listens on 127.0.0.1 by default and stores all data in its folder. A restart on the same
 * folder keeps data and cluster id. Closing takes a bounded time. A fatal fault of Kafka is reported and does not exit
 * the JVM.
 *
 * <p><b>Does not:</b> replicate or encrypt. Not for production.
 */
package dev.tocsin.local.broker;
