/**
 * Authentication, roles, and requests of web pages of other origins.
 *
 * <p><b>Promises:</b> a route is used only by callers that have its role. A login that is not valid is refused, also where
 * anonymous callers are allowed. Secrets are compared in constant time, and are in no message. A page of another origin
 * changes nothing, unless its origin is listed, or its host name was pointed at this instance (DNS rebinding) and anonymous
 * callers may write. Failed logins of one address are limited.
 *
 * <p><b>Does not:</b> check passwords, or the chain of a client certificate: the web configuration does.
 */
package dev.tocsin.http.auth;
