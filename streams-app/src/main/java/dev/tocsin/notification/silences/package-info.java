/**
 * What people do not want to hear about, and for how long.
 *
 * <p><b>Promises:</b> a {@link dev.tocsin.notification.silences.Silence} that exists is valid; its phase follows from
 * the time alone; creating, editing and expiring answer with the records to append, and change nothing themselves.
 *
 * <p><b>Does not:</b> store, drop alerts, or look at a clock. Doors: {@link dev.tocsin.notification.silences.Silences},
 * {@link dev.tocsin.notification.silences.Draft}, {@link dev.tocsin.notification.silences.Answer}.
 */
package dev.tocsin.notification.silences;
