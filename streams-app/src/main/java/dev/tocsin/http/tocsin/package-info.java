/**
 * Tocsin's own API below {@code /api/v1/tocsin}, which the web UI and scripts use.
 *
 * <p><b>Promises:</b> lists are filtered, sorted and cut on the server. Answers have Prometheus's envelope and an entity tag of
 * their content. Secrets of the configuration never leave.
 *
 * <p><b>Does not:</b> decide anything: resources parse, ask pure functions over snapshots, and render.
 */
package dev.tocsin.http.tocsin;
