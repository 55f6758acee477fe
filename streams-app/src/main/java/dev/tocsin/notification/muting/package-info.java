/**
 * Muting: inhibition rules and time intervals.
 *
 * <p><b>Promises:</b> a {@code MuteResult} names every reason; inhibition and intervals mean what they mean to
 * Alertmanager.
 *
 * <p><b>Does not:</b> drop alerts, or read a clock.
 */
package dev.tocsin.notification.muting;
