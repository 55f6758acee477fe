/**
 * Alertmanager's API v2.
 *
 * <p><b>Promises:</b> {@code amtool}, Grafana and Prometheus work with it unchanged. A write is answered once the
 * replica of this instance contains it.
 *
 * <p><b>Does not:</b> decide what a silence mutes or how alerts are grouped.
 */
package dev.tocsin.http.alertmanager;
