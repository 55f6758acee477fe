package dev.tocsin.archive;

import dev.tocsin.alerts.Alert;

/**
 * An alert from outside.
 *
 * @param timedOut whether its end is only when it counts as resolved unless it is posted again
 */
public record PostedAlert(Alert alert, boolean timedOut) {}
