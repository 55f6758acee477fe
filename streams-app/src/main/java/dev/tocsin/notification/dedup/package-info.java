/**
 * Whether there is news for a slot, and why.
 *
 * <p><b>Promises:</b> the same decision as Alertmanager's, with its reason; the same idempotency key for the same
 * news, on every instance.
 *
 * <p><b>Does not:</b> know whether anybody may send (claims), or what is muted. Doors:
 * {@link dev.tocsin.notification.dedup.Dedup}, {@link dev.tocsin.notification.dedup.IdempotencyKey}.
 */
package dev.tocsin.notification.dedup;
