/**
 * How a server is spoken to, as Alertmanager's configuration says it: {@code http_config}, {@code tls_config},
 * {@code oauth2}, and the secrets that stand there or in files.
 *
 * <p><b>Promises:</b> what contradicts itself is a problem, in Alertmanager's words; no secret's file is opened.
 *
 * <p><b>Does not:</b> know who is spoken to, or speak. Doors: {@link dev.tocsin.config.http.HttpConfigReader},
 * {@link dev.tocsin.config.http.TlsReader}, {@link dev.tocsin.config.http.SecretKeys}.
 */
package dev.tocsin.config.http;
