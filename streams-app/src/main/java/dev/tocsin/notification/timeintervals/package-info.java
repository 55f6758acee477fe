/**
 * When routes are quiet: intervals of time that come back.
 *
 * <p><b>Promises:</b> Alertmanager's notation, refusals and meaning, in any time zone, days counted from the end of a
 * month included.
 *
 * <p><b>Does not:</b> know routes or alerts, or look at a clock. Doors:
 * {@link dev.tocsin.notification.timeintervals.TimeInterval}, {@link dev.tocsin.notification.timeintervals.Schedules}.
 */
package dev.tocsin.notification.timeintervals;
