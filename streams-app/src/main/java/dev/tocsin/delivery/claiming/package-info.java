/**
 * The claim protocol of one instance: who tells a slot, so that somebody does, and only one.
 *
 * <p><b>Promises:</b> what a {@link dev.tocsin.delivery.claiming.SlotFlush} is to tell is told under a claim that was won
 * by the order of the cluster log, or, cut off from the log, alone; it is asked anew as of the claim whether there is
 * anything to tell; nothing is sent on a lease that may be over; what was sent is logged, however long that takes.
 * ({@code docs/decisions} 1, 2, 7 and 12; {@code model/Claims.tla} among the tests.)
 *
 * <p><b>Does not:</b> know groups, mutes or receivers: an {@link dev.tocsin.delivery.claiming.Errand} knows what there is
 * to tell, and how. Doors: {@link dev.tocsin.delivery.claiming.Office}, {@code SlotFlush} and {@code Errand} with its
 * {@link dev.tocsin.delivery.claiming.News} and {@link dev.tocsin.delivery.claiming.Ending},
 * {@link dev.tocsin.delivery.claiming.Membership}, {@link dev.tocsin.delivery.claiming.SharedLog},
 * {@link dev.tocsin.delivery.claiming.ClaimRules}, {@link dev.tocsin.delivery.claiming.Isolation}.
 */
package dev.tocsin.delivery.claiming;
