/**
 * Alerts that come from outside: what their senders leave out, and what two reports of one alert say together.
 *
 * <p><b>Promises:</b> the rules of Alertmanager's intake and merging.
 *
 * <p><b>Does not:</b> keep alerts. Door: {@link dev.tocsin.notification.intake.Posted}.
 */
package dev.tocsin.notification.intake;
