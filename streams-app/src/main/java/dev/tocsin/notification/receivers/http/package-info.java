/**
 * Requests of integrations and {@code http_config}.
 *
 * <p><b>Promises:</b> a request never shows a secret when printed.
 *
 * <p><b>Does not:</b> open connections or files.
 */
package dev.tocsin.notification.receivers.http;
