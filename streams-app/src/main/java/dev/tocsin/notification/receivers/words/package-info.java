/**
 * A notification, and how it is put into words: templates, JSON, and what is cut because it is too long.
 *
 * <p><b>Promises:</b> the texts that Alertmanager would write, to the letter. What alerts bring is never taken for a
 * template.
 *
 * <p><b>Does not:</b> know who is told, or by which way. Doors:
 * {@link dev.tocsin.notification.receivers.words.Notification},
 * {@link dev.tocsin.notification.receivers.words.Telling}, {@link dev.tocsin.notification.receivers.words.Texts},
 * {@link dev.tocsin.notification.receivers.words.WebhookPayload}.
 */
package dev.tocsin.notification.receivers.words;
