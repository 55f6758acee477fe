/**
 * Translates Grafana's provisioning and export files of alerting into rule files and an Alertmanager configuration.
 *
 * <p><b>Promises:</b> a translation means the same as the original, unless approximations are allowed; everything else is
 * named with its file and line. What can be translated is, whatever else is in the file.
 *
 * <p><b>Does not:</b> read files, or talk to Grafana.
 */
package dev.tocsin.imports.grafana;
