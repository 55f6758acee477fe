/**
 * Reads {@code alertmanager.yml}: routes, receivers, inhibition rules, time intervals and templates.
 *
 * <p><b>Promises:</b> a key that Alertmanager knows has the same meaning here, is rejected with its name, or causes a
 * warning. A configuration can be printed with its defaults and without its secrets.
 *
 * <p><b>Does not:</b> decide when a configuration takes effect.
 */
package dev.tocsin.config.alertmanager;
