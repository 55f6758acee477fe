package dev.tocsin.kafka.codec;

import dev.tocsin.alerts.Alert;

/**
 * An alert that was posted from outside.
 *
 * @param timeout whether the sender gave no end, so that the alert's end is only when it counts as resolved unless it
 *     is posted again
 */
public record ExternalAlert(Alert alert, boolean timeout) {}
