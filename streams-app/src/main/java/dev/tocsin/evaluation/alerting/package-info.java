/**
 * Where the alerts of rules stand, and how they get there.
 *
 * <p><b>Promises:</b> a state offers only the exits it has, and each step is told as a
 * {@link dev.tocsin.evaluation.alerting.Transition}; who was told that an alert fires can be told of its end, also when
 * its rule is gone.
 *
 * <p><b>Does not:</b> know rules or expressions: it is told whether a condition holds. Doors:
 * {@link dev.tocsin.evaluation.alerting.AlertState}, {@link dev.tocsin.evaluation.alerting.ActiveAlert},
 * {@link dev.tocsin.evaluation.alerting.Transition}, {@link dev.tocsin.evaluation.alerting.Orphans}.
 */
package dev.tocsin.evaluation.alerting;
