/**
 * Explains why a receiver was told of an alert, or why not: one pure function from recorded facts to steps, in the order
 * of the pipeline from the rule to the delivery.
 *
 * <p><b>Promises:</b> the answer depends on the facts only, so it is the same now and for a past moment, in the API, in
 * the command line and in a simulation. Sentences are stable: clients may compare them.
 *
 * <p><b>Does not:</b> collect facts, read a clock, or guess: a step whose facts are not known says so.
 */
package dev.tocsin.explain;
