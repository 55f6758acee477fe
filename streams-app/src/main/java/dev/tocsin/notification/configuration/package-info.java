/**
 * All that people have said about who is told what: the content of an alertmanager.yml, as the domain needs it.
 *
 * <p><b>Promises:</b> an {@link dev.tocsin.notification.configuration.AlertingConfig} that exists is whole: every route
 * leads to a receiver.
 *
 * <p><b>Does not:</b> read YAML.
 */
package dev.tocsin.notification.configuration;
