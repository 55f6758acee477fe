/**
 * The HTTP door of one instance: Alertmanager's API v2, Prometheus's API v1, what operators ask, and a page for people.
 *
 * <p><b>Promises:</b> every request is answered, with a sentence where it is refused; nothing it does waits on a thread
 * of the instance's own.
 *
 * <p><b>Does not:</b> decide or store: it parses, asks, and renders. Doors: {@link dev.tocsin.http.HttpDoor},
 * {@link dev.tocsin.http.HttpSettings}, {@link dev.tocsin.http.Inside}.
 */
package dev.tocsin.http;
