/**
 * Evaluates every rule group at its ticks, on every instance alike, and shares what came of it.
 *
 * <p><b>Promises:</b> a group is evaluated once this instance has all samples that were there at the tick, late rather
 * than wrongly; a `for` timer outlives every restart; an instance that lags takes over what the others have found
 * before it tells anybody anything else; a recording rule writes once a tick for the whole cluster.
 *
 * <p><b>Does not:</b> know what a rule means (that is {@code evaluation}), how the instances share what they found (that is
 * {@code scheduling.shared}), or who is told. Doors: {@link dev.tocsin.scheduling.Scheduler} and the
 * {@link dev.tocsin.scheduling.Bureau} that it works with, {@link dev.tocsin.scheduling.Queries},
 * {@link dev.tocsin.scheduling.GroupStatus}.
 */
package dev.tocsin.scheduling;
