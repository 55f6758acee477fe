/**
 * Senders: deliver the requests of integrations over HTTP, SMTP and Kafka.
 *
 * <p><b>Promises:</b> an attempt never blocks its caller, takes no longer than its timeout, and ends with a
 * result. No result contains a secret. Tocsin's own topics are never published to.
 *
 * <p><b>Does not:</b> retry, or decide who may send.
 */
package dev.tocsin.senders;
