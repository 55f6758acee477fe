/**
 * Reads the samples topic, from its beginning at each start.
 *
 * <p><b>Promises:</b> every sample of the retention window and every valid tick marker is delivered in the order of its
 * partition; a caller can wait until all samples of a moment have arrived.
 *
 * <p><b>Does not:</b> store samples, or evaluate.
 */
package dev.tocsin.kafka.samples;
