/**
 * Who is told, and in which words: receivers, their integrations, and what is written to them.
 *
 * <p><b>Promises:</b> the texts that Alertmanager would send, to the letter; whether a failure is worth another
 * attempt, and when.
 *
 * <p><b>Does not:</b> send. Doors: {@link dev.tocsin.notification.receivers.Receiver},
 * {@link dev.tocsin.notification.receivers.Integration}, {@link dev.tocsin.notification.receivers.Notification},
 * {@link dev.tocsin.notification.receivers.Telling}, {@link dev.tocsin.notification.receivers.Step},
 * {@link dev.tocsin.notification.receivers.Outcome},
 * {@link dev.tocsin.notification.receivers.Backoff}.
 */
package dev.tocsin.notification.receivers;
