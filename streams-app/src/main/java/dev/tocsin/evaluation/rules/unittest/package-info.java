/**
 * Unit tests of rules, as {@code promtool test rules} reads and runs them.
 *
 * <p><b>Promises:</b> a test file passes or fails as with promtool; a mismatch shows what was expected and what
 * was found.
 *
 * <p><b>Does not:</b> read files.
 */
package dev.tocsin.evaluation.rules.unittest;
