/**
 * Samples, native histograms and the in-memory series store.
 *
 * <p><b>Promises:</b> samples and histograms are immutable; a series holds samples of rising time; memory is
 * released when samples leave the retention window. Two equal histograms have equal objects.
 *
 * <p><b>Does not:</b> know topics, or evaluate queries.
 */
package dev.tocsin.evaluation.samples;
