/**
 * Histograms that are one sample: how many observations fell into buckets whose bounds grow by a constant factor, or
 * were chosen by somebody.
 *
 * <p><b>Promises:</b> a histogram never changes and has no empty buckets, so two of the same observations are equal;
 * any two of the same kind can be added, subtracted and compared, at the resolution that both have; sums of many lose
 * nothing to rounding that could be kept.
 *
 * <p><b>Does not:</b> know of series, times or queries. Doors: {@link dev.tocsin.evaluation.histograms.Histogram},
 * {@link dev.tocsin.evaluation.histograms.Layout}, {@link dev.tocsin.evaluation.histograms.BucketCounts},
 * {@link dev.tocsin.evaluation.histograms.ResetHint}, {@link dev.tocsin.evaluation.histograms.Total},
 * {@link dev.tocsin.evaluation.histograms.Quantile}, {@link dev.tocsin.evaluation.histograms.Share},
 * {@link dev.tocsin.evaluation.histograms.Trim}, {@link dev.tocsin.evaluation.histograms.Spread},
 * {@link dev.tocsin.evaluation.histograms.CompensatedSum}.
 */
package dev.tocsin.evaluation.histograms;
