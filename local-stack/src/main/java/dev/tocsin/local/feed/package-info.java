/**
 * Scrapes this machine, every instance and the broker once a second.
 *
 * <p><b>Promises:</b> the same samples as a scrape by Prometheus: {@code up} for each target, the target's {@code job}
 * and {@code instance} labels, a staleness marker for each series that has disappeared. A slow target delays no other.
 *
 * <p><b>Does not:</b> store samples.
 */
package dev.tocsin.local.feed;
