/**
 * Silences.
 *
 * <p><b>Promises:</b> a {@link dev.tocsin.notification.silences.Silence} that exists is valid; its state depends
 * only on the time; creating, editing and expiring return the records to append.
 *
 * <p><b>Does not:</b> store, or read a clock.
 */
package dev.tocsin.notification.silences;
