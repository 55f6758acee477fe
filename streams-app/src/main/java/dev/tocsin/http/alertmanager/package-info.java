/**
 * Alertmanager's API v2.
 *
 * <p><b>Promises:</b> {@code amtool}, Grafana and Prometheus work with it unchanged. A write is answered once this
 * instance's replica shows it.
 *
 * <p><b>Does not:</b> decide what a silence mutes or how alerts are grouped.
 */
package dev.tocsin.http.alertmanager;
