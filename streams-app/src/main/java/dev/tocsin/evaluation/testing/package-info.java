/**
 * Unit tests of rules: samples are given, groups are evaluated tick by tick in virtual time, and what comes of it is
 * compared with what was expected.
 *
 * <p><b>Promises:</b> a trial means what it means to promtool; the same trial gives the same findings always; a trial
 * that can not be carried out is a finding too.
 *
 * <p><b>Does not:</b> read files, look at a clock, or print. Doors: {@link dev.tocsin.evaluation.testing.Trials},
 * {@link dev.tocsin.evaluation.testing.Trial}, {@link dev.tocsin.evaluation.testing.Verdict},
 * {@link dev.tocsin.evaluation.testing.SeriesDescription}, {@link dev.tocsin.evaluation.testing.Described}.
 */
package dev.tocsin.evaluation.testing;
