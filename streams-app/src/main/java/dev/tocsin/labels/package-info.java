/**
 * Labels, label sets, matchers and fingerprints.
 *
 * <p><b>Promises:</b> a label set is sorted and immutable; fingerprints equal Prometheus's and Alertmanager's.
 *
 * <p><b>Does not:</b> know alerts or series.
 */
package dev.tocsin.labels;
