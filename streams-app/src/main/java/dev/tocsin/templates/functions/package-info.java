/**
 * Template functions and data of Prometheus and Alertmanager.
 *
 * <p><b>Promises:</b> templates of rules and receivers render the same text as in Prometheus and Alertmanager.
 *
 * <p><b>Does not:</b> read a clock, or evaluate queries.
 */
package dev.tocsin.templates.functions;
