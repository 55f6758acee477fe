/**
 * Tells web servers: asks what an integration wants asked, as its {@code http_config} says.
 *
 * <p><b>Promises:</b> secrets, certificates and proxies are as they stand where they are written at the time of the
 * attempt; another host, to which a server sends on, gets none of them. A server that hangs holds few connections and
 * delays no other. Whoever gives an attempt up ends its request.
 *
 * <p><b>Does not:</b> know what the answers mean; each integration decides its next step itself. Doors:
 * {@link dev.tocsin.delivery.web.HttpCourier}, {@link dev.tocsin.delivery.web.Outside}.
 */
package dev.tocsin.delivery.web;
