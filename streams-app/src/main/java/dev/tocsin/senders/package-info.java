/**
 * Senders: deliver notifications over HTTP, SMTP and Kafka.
 *
 * <p><b>Promises:</b> an attempt does not block its caller, takes no longer than its timeout, and always ends with a
 * result. No result contains a secret. Tocsin's own topics are never written to.
 *
 * <p><b>Does not:</b> retry, or decide who may send.
 */
package dev.tocsin.senders;
