/**
 * Who is told, and by which ways: receivers, their integrations, and what an attempt came to.
 *
 * <p><b>Promises:</b> whether a failure is worth another attempt, and when. A web server, a mail server and a topic of
 * Kafka are told from here; {@code chat} and {@code oncall} know those who have a protocol of their own, {@code words}
 * what all are told, {@code web} how web servers are asked.
 *
 * <p><b>Does not:</b> send. Doors: {@link dev.tocsin.notification.receivers.Receiver},
 * {@link dev.tocsin.notification.receivers.Integration}, {@link dev.tocsin.notification.receivers.OverHttp} with its
 * {@link dev.tocsin.notification.receivers.Step}s, {@link dev.tocsin.notification.receivers.Outcome},
 * {@link dev.tocsin.notification.receivers.Backoff}.
 */
package dev.tocsin.notification.receivers;
