/**
 * The part of Prometheus's API v1 that people and Grafana ask an evaluating instance: rules, alerts, queries.
 *
 * <p><b>Promises:</b> Prometheus's envelope, shapes and errors. A group whose newest record could not be used says so
 * in one more field, {@code problem}.
 *
 * <p><b>Does not:</b> evaluate rules. Doors: {@link dev.tocsin.http.prometheus.PrometheusApi},
 * {@link dev.tocsin.http.prometheus.Evaluating}, {@link dev.tocsin.http.prometheus.RuleStatuses},
 * {@link dev.tocsin.http.prometheus.GroupStatus}.
 */
package dev.tocsin.http.prometheus;
