/**
 * A second, naive evaluator of PromQL, against which the engine is tried on random expressions and samples.
 *
 * <p><b>Promises:</b> plain code straight from the description of the language, one element at one time; a seed
 * replays everything. <b>Does not:</b> know native histograms, start timestamps or windows with extended edges.
 */
package dev.tocsin.evaluation.naive;
