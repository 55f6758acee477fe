/**
 * Alerts that keep others quiet.
 *
 * <p><b>Promises:</b> Alertmanager's rules, of which an alert can never inhibit itself; every alert that fires and
 * could inhibit is looked at, so that one that ends never hides another.
 *
 * <p><b>Does not:</b> ask whether the inhibiting alert is told to anybody, or look at a clock. Doors:
 * {@link dev.tocsin.notification.inhibition.InhibitRule}, {@link dev.tocsin.notification.inhibition.Inhibition}.
 */
package dev.tocsin.notification.inhibition;
