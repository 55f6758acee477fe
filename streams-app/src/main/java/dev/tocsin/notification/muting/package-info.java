/**
 * Which alerts of a flush are not told, and why not.
 *
 * <p><b>Promises:</b> Alertmanager's order; every alert either passes or has its reason.
 *
 * <p><b>Does not:</b> keep silences, or decide whether what passes is news. Door:
 * {@link dev.tocsin.notification.muting.Muting}.
 */
package dev.tocsin.notification.muting;
