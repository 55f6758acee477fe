/**
 * Hands mails over to mail servers by SMTP.
 *
 * <p><b>Promises:</b> a mail that nobody waits for any more is not sent. A server that hangs delays no other.
 * {@code AUTH PLAIN} is spoken only where nobody else can listen.
 *
 * <p><b>Does not:</b> write mails: what stands in them comes from the integration. Door:
 * {@link dev.tocsin.delivery.mail.MailCourier}.
 */
package dev.tocsin.delivery.mail;
