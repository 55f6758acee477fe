/**
 * What a developer sees: each notification, as it is delivered, in one line.
 *
 * <p><b>Promises:</b> a webhook that accepts what Alertmanager's webhook receiver sends, answers at once, and says who
 * sent it and why.
 *
 * <p><b>Does not:</b> remember. Doors: {@link dev.tocsin.local.console.WebhookSink},
 * {@link dev.tocsin.local.console.Delivery}.
 */
package dev.tocsin.local.console;
