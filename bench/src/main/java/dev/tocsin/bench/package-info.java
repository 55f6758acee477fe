/**
 * What evaluation costs: queries, rules, and samples in memory.
 *
 * <p><b>Promises:</b> the same data and the same questions at each run; CPU time of this process, so that what else the
 * machine does matters little; the median of several rounds after a warm-up in which all questions are mixed, as they
 * are in an instance. Prints the tables that {@code docs/performance.md} has.
 *
 * <p><b>Does not:</b> judge: there is no limit that a figure could break. Door: {@link dev.tocsin.bench.Main}.
 */
package dev.tocsin.bench;
