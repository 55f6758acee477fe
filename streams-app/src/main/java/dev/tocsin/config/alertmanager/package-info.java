/**
 * Reads {@code alertmanager.yml}: routes, receivers, inhibition rules, time intervals and templates.
 *
 * <p><b>Promises:</b> a key that Alertmanager knows means the same here, or is refused by name, or is warned of. A
 * configuration can be shown with its defaults and without its secrets.
 *
 * <p><b>Does not:</b> decide when a configuration takes effect.
 */
package dev.tocsin.config.alertmanager;
