/**
 * Receivers and their integrations: settings and the requests that each integration sends.
 *
 * <p><b>Promises:</b> each integration sends what Alertmanager sends for the same configuration; truncation and
 * error classification included.
 *
 * <p><b>Does not:</b> open connections.
 */
package dev.tocsin.notification.receivers;
