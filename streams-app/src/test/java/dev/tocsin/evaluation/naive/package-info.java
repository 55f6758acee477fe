/**
 * A second, simple PromQL evaluator: the oracle of a differential test of the engine.
 *
 * <p><b>Promises:</b> plain code written from the documentation of the language; each test is reproducible by its seed.
 *
 * <p><b>Does not:</b> support native histograms, start timestamps, or anchored and smoothed ranges.
 */
package dev.tocsin.evaluation.naive;
