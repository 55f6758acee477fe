/**
 * Receivers and their integrations: configuration, requests and results.
 *
 * <p>Each integration is one class: a record with its reader, its templates and its requests. {@code Integrations} lists
 * them.
 *
 * <p><b>Promises:</b> an integration sends what Alertmanager sends for the same configuration, including truncation and
 * the classification of errors.
 *
 * <p><b>Does not:</b> open connections.
 */
package dev.tocsin.notification.receivers;
