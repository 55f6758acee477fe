/**
 * What an instance counts of itself, for Prometheus to scrape.
 *
 * <p><b>Promises:</b> whatever is counted is named here; what is merely looked at when it is scraped, a gauge, is named by
 * whom it is asked of. Names that Alertmanager or Prometheus use are used where the same is meant.
 *
 * <p><b>Does not:</b> decide anything. Door: {@link dev.tocsin.telemetry.Telemetry}.
 */
package dev.tocsin.telemetry;
