/**
 * HTTP requests and responses of integrations, and {@code http_config}.
 *
 * <p><b>Promises:</b> {@code toString} of a request never contains a secret.
 *
 * <p><b>Does not:</b> open connections or files.
 */
package dev.tocsin.notification.receivers.http;
