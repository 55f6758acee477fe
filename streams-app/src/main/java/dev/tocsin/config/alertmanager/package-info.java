/**
 * The door for alertmanager.yml: routes, receivers, inhibition, intervals and templates become one
 * {@link dev.tocsin.notification.configuration.AlertingConfig}.
 *
 * <p><b>Promises:</b> nothing is ignored that somebody relies on: what Alertmanager understands means the same here, is
 * refused by its name, or is warned of. A configuration can be shown with its defaults and without its secrets.
 *
 * <p><b>Does not:</b> decide when a configuration holds, or who is told. Doors:
 * {@link dev.tocsin.config.alertmanager.AlertmanagerYaml}, {@link dev.tocsin.config.alertmanager.TemplateFiles}.
 */
package dev.tocsin.config.alertmanager;
