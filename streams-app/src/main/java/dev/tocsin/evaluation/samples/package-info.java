/**
 * Samples, native histograms and the in-memory time series database.
 *
 * <p><b>Promises:</b> samples and histograms are immutable; timestamps of a series increase. Memory is
 * released when samples leave the retention window. An evaluation sees only the samples that its {@code Visibility}
 * includes. The store is modelled on the head block of Prometheus's TSDB: an
 * inverted index of labels with postings lists, and Gorilla chunks.
 *
 * <p><b>Does not:</b> know topics, or evaluate queries.
 */
package dev.tocsin.evaluation.samples;
