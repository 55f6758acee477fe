/**
 * By what a connection is encrypted, who one claims to be, and whom one trusts: certificates and keys.
 *
 * <p><b>Promises:</b> certificates and keys are taken in the forms in which the usual tools write them; a server is
 * who its certificate names, unless the settings say otherwise; no key is in what is said of it.
 *
 * <p><b>Does not:</b> open connections. Doors: {@link dev.tocsin.delivery.tls.TlsMaterial},
 * {@link dev.tocsin.delivery.tls.Pem}.
 */
package dev.tocsin.delivery.tls;
