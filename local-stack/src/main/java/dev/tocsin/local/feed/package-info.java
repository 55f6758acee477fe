/**
 * Real samples, each second: of this machine, of each instance, of the broker.
 *
 * <p><b>Promises:</b> what Prometheus would have stored: counters as counters, {@code up} for each target, the
 * target's {@code job} and {@code instance} before its own, a staleness marker for each series that vanished. A
 * target that is slow or away holds up no other one.
 *
 * <p><b>Does not:</b> invent a value, or keep one. Doors: {@link dev.tocsin.local.feed.Feeder},
 * {@link dev.tocsin.local.feed.Source} and its kinds, {@link dev.tocsin.local.feed.SampleWriter}.
 */
package dev.tocsin.local.feed;
