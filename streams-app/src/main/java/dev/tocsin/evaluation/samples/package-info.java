/**
 * The series that rules are evaluated on, in memory.
 *
 * <p><b>Promises:</b> a {@link dev.tocsin.evaluation.samples.SeriesStore} may be appended to, trimmed and read by many
 * threads at once; what a reader was given never changes under it; samples of a series are in order of time, whatever
 * the order of their arrival; series come in order of their labels, so that sums are the same on every instance; a
 * stale marker stays the bits that it is.
 *
 * <p><b>Does not:</b> look at a clock: what is too old is told to it. Doors:
 * {@link dev.tocsin.evaluation.samples.SeriesStore}, {@link dev.tocsin.evaluation.samples.Queryable},
 * {@link dev.tocsin.evaluation.samples.Series}, {@link dev.tocsin.evaluation.samples.Sample},
 * {@link dev.tocsin.evaluation.samples.Extras}, {@link dev.tocsin.evaluation.samples.Appended},
 * {@link dev.tocsin.evaluation.samples.StaleMarker}.
 */
package dev.tocsin.evaluation.samples;
