/**
 * Muting: inhibition rules and time intervals.
 *
 * <p><b>Promises:</b> a {@code MuteResult} contains the reason for every muted alert; inhibition and time
 * intervals behave as in Alertmanager.
 *
 * <p><b>Does not:</b> drop alerts, or read a clock.
 */
package dev.tocsin.notification.muting;
