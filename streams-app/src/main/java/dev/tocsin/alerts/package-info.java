/**
 * An alert, as it passes from those who evaluate rules to those who notify.
 *
 * <p><b>Promises:</b> an {@link dev.tocsin.alerts.Alert} that exists is valid: it has labels and does not end before
 * it starts.
 *
 * <p><b>Does not:</b> know why it fires, or who is told.
 */
package dev.tocsin.alerts;
