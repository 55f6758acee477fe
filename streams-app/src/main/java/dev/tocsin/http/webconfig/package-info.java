/**
 * The web configuration file of Prometheus's exporter-toolkit: TLS, client certificates, users with bcrypt hashes, headers,
 * and a rate limit for one listener.
 *
 * <p><b>Promises:</b> the keys, their meaning and the error messages are those of exporter-toolkit. A changed file is in
 * force within a second, without a restart. A connection from before a change of the rules for client certificates is
 * closed at its next request. While a changed file is invalid, each request is answered with 500 and the
 * listener keeps its certificate. The time of a login does not tell whether the user exists.
 *
 * <p><b>Does not:</b> know roles. It hands on the verified user or client certificate.
 */
package dev.tocsin.http.webconfig;
