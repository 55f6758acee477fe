/**
 * The console of {@code tocsin dev}: prints each notification in one line.
 *
 * <p><b>Promises:</b> a webhook that accepts the notifications of Alertmanager's webhook integration, answers at once,
 * and reports the sending instance and the reason.
 *
 * <p><b>Does not:</b> store notifications.
 */
package dev.tocsin.local.console;
