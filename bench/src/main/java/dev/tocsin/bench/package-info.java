/**
 * Benchmarks of evaluation: queries, rules, and samples in memory.
 *
 * <p><b>Promises:</b> the same data and queries in each run; CPU time of this process, so that other load on the machine
 * has little effect; the median of several rounds after a warm-up with all queries. Prints the tables of
 * {@code docs/performance.md}.
 *
 * <p><b>Does not:</b> fail on a slow result: there are no limits. Entry point: {@link dev.tocsin.bench.Main}.
 */
package dev.tocsin.bench;
