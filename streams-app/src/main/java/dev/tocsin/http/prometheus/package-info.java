/**
 * Prometheus's API v1 and remote write.
 *
 * <p><b>Promises:</b> Grafana, promtool and Prometheus work with it unchanged.
 *
 * <p><b>Does not:</b> evaluate expressions.
 */
package dev.tocsin.http.prometheus;
