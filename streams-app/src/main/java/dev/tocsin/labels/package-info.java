/**
 * What series and alerts are called by, and how they are chosen: label sets and matchers.
 *
 * <p><b>Promises:</b> label sets are immutable, ordered bytewise, without empty values, and cheap to compare; a
 * matcher never backtracks (RE2).
 *
 * <p><b>Does not:</b> know what carries the labels. Doors: {@link dev.tocsin.labels.Labels},
 * {@link dev.tocsin.labels.Matcher}, {@link dev.tocsin.labels.MatcherParser}, {@link dev.tocsin.labels.Fingerprint}.
 */
package dev.tocsin.labels;
