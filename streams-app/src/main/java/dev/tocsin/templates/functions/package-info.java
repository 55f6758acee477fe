/**
 * Template functions and data of Prometheus and Alertmanager.
 *
 * <p><b>Promises:</b> a rule's or a receiver's template means here what it means there.
 *
 * <p><b>Does not:</b> read a clock, or evaluate queries.
 */
package dev.tocsin.templates.functions;
