/**
 * One real Kafka broker in this JVM: a single KRaft node, for development and for tests.
 *
 * <p><b>Promises:</b> it listens on 127.0.0.1 only, keeps everything below the folder it is given, starts again on the
 * same folder with the same data and cluster id, closes within a bounded time, and never ends the JVM by itself: a
 * fatal fault of Kafka becomes an answer.
 *
 * <p><b>Does not:</b> replicate, encrypt, or belong in production. Doors: {@link dev.tocsin.local.broker.LocalBroker},
 * {@link dev.tocsin.local.broker.BrokerNotStarted}, {@link dev.tocsin.local.broker.Ports},
 * {@link dev.tocsin.local.broker.BrokerCommand}.
 */
package dev.tocsin.local.broker;
