/**
 * Unit tests of rules: samples are given, groups are evaluated tick by tick in virtual time, and what comes of it is
 * compared with what was expected.
 *
 * <p><b>Promises:</b> a test means what it means to promtool; the same test gives the same findings always, in the order
 * in which it asks; a test that cannot be carried out is a finding too.
 *
 * <p><b>Does not:</b> read files, look at a clock, or print. Doors:
 * {@link dev.tocsin.evaluation.testing.SeriesDescription}.
 */
package dev.tocsin.evaluation.testing;
