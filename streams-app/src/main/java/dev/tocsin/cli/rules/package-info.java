/**
 * {@code tocsin rules}: checks, tests, applies, lists and deletes rule groups.
 *
 * <p><b>Promises:</b> rules and tests are what promtool takes, and are told in like words. Nothing is written before
 * all of it is valid, and only what differs from what is there.
 *
 * <p><b>Does not:</b> evaluate, or decide what a valid rule is (that is {@code evaluation}). Door:
 * {@link dev.tocsin.cli.rules.RulesCommand}.
 */
package dev.tocsin.cli.rules;
