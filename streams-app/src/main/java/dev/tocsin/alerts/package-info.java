/**
 * Alerts, as passed from rule evaluation and the HTTP API to the notifier.
 *
 * <p><b>Promises:</b> an {@link dev.tocsin.alerts.Alert} has labels and does not end before it starts.
 *
 * <p><b>Does not:</b> evaluate rules, or know which receiver is notified.
 */
package dev.tocsin.alerts;
