/**
 * Metrics of an instance, in Prometheus format.
 *
 * <p><b>Promises:</b> all metrics are named here; Alertmanager's and Prometheus's names are used where the meaning
 * is the same.
 *
 * <p><b>Does not:</b> decide anything.
 */
package dev.tocsin.telemetry;
