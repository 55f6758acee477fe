/**
 * Who may notify a slot, and what it was last told: a fold over the cluster log, the same for every reader.
 *
 * <p><b>Promises:</b> at any time of the log at most one claim on a slot is live; a claim whose instance has died
 * lapses by itself; a void claim changes nothing. Every decision rests on the log's content and the broker's append
 * time alone.
 *
 * <p><b>Does not:</b> send, store, or look at a clock. Doors: {@link dev.tocsin.notification.claims.SlotState} (the
 * fold), {@link dev.tocsin.notification.claims.Claim}, {@link dev.tocsin.notification.claims.Sent} and
 * {@link dev.tocsin.notification.claims.Released} (its records), {@link dev.tocsin.notification.claims.Members} (who
 * goes first).
 */
package dev.tocsin.notification.claims;
