/**
 * Reads the samples topic, all of it at each start, and hands the samples on.
 *
 * <p><b>Promises:</b> a {@link dev.tocsin.streams.samples.SampleSink} is given every sample of the window, in the order
 * of each partition; who asks is told when the sink has all that was in the topic then.
 *
 * <p><b>Does not:</b> keep samples, or evaluate. Doors: {@link dev.tocsin.streams.samples.Samples},
 * {@link dev.tocsin.streams.samples.SamplesClient}, {@link dev.tocsin.streams.samples.SampleSink}.
 */
package dev.tocsin.streams.samples;
