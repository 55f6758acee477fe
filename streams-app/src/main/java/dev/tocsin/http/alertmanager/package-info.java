/**
 * Alertmanager's API v2, so that {@code amtool}, Prometheus, Grafana and karma work with an instance unchanged.
 *
 * <p><b>Promises:</b> Alertmanager's shapes, orders, filters and errors; what is acknowledged is in the log and seen by
 * this instance; no secret of the configuration is shown. {@code /status} has one more object, {@code tocsin}.
 *
 * <p><b>Does not:</b> store or decide. Doors: {@link dev.tocsin.http.alertmanager.AlertmanagerApi},
 * {@link dev.tocsin.http.alertmanager.Notifying}, {@link dev.tocsin.http.alertmanager.AlertIntake}.
 */
package dev.tocsin.http.alertmanager;
