/**
 * The receivers of alertmanager.yml: for each kind of integration its reader, with what {@code global} says behind it.
 *
 * <p><b>Promises:</b> what Alertmanager refuses in a receiver is refused here in its words, and what is not supported
 * yet by its name.
 *
 * <p><b>Does not:</b> tell anybody, or open a file. A new kind of integration is one more line in the only door,
 * {@link dev.tocsin.config.receivers.ReceiverReader}.
 */
package dev.tocsin.config.receivers;
