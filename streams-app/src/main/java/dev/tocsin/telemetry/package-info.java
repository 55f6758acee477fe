/**
 * What an instance counts of itself, for Prometheus to scrape.
 *
 * <p><b>Promises:</b> every metric is named here and nowhere else; names that Alertmanager or Prometheus use are used
 * where the same is meant.
 *
 * <p><b>Does not:</b> decide anything. Door: {@link dev.tocsin.telemetry.Telemetry}.
 */
package dev.tocsin.telemetry;
