package dev.tocsin.senders;

import dev.tocsin.notification.receivers.Email;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.util.Date;
import java.util.Set;

/** Builds the MIME message of a mail. */
record EmailMessage(Email.Mail mail) {
    private static final Set<String> ADDRESSES = Set.of("From", "To", "Cc", "Bcc", "Reply-To", "Sender");

    /** @throws IllegalArgumentException if {@code from} is not exactly one address */
    InternetAddress sender() {
        var senders = addresses("from", mail.from());
        if (senders.length != 1) {
            throw new IllegalArgumentException(
                    "must be exactly one 'from' address (got: %d)".formatted(senders.length));
        }
        return senders[0];
    }

    /** @throws IllegalArgumentException if {@code to} is not a list of addresses */
    InternetAddress[] recipients() {
        return addresses("to", mail.to());
    }

    MimeMessage mime(Session session, Instant now) throws MessagingException {
        var message = new MessageWithId(session, mail.headers().get("Message-Id"));
        for (var header : mail.headers().entrySet()) {
            message.setHeader(header.getKey(), encodeHeader(header.getKey(), header.getValue()));
        }
        message.setSentDate(Date.from(now));
        var body = new MimeMultipart("alternative");
        if (!mail.text().isEmpty()) {
            body.addBodyPart(part(mail.text(), "plain"));
        }
        if (!mail.html().isEmpty()) {
            body.addBodyPart(part(mail.html(), "html"));
        }
        message.setContent(body);
        message.saveChanges();
        return message;
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(text, "UTF-8", subtype);
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
        return part;
    }

    /** Replaces line breaks, which would start another header. */
    private static String encodeHeader(String name, String value) {
        var line = value.replaceAll("[\\r\\n]+\\s*", " ");
        try {
            return ADDRESSES.contains(name)
                    ? InternetAddress.toString(withEncodedNames(InternetAddress.parse(line)))
                    : MimeUtility.encodeText(line, "UTF-8", "Q");
        } catch (AddressException | UnsupportedEncodingException e) {
            return line;
        }
    }

    private static InternetAddress[] withEncodedNames(InternetAddress[] addresses) throws UnsupportedEncodingException {
        for (var address : addresses) {
            if (address.getPersonal() != null) {
                address.setPersonal(address.getPersonal(), "UTF-8");
            }
        }
        return addresses;
    }

    private static InternetAddress[] addresses(String field, String list) {
        try {
            return InternetAddress.parse(list);
        } catch (AddressException e) {
            throw new IllegalArgumentException("parse '%s' addresses: %s".formatted(field, e.getMessage()), e);
        }
    }

    /** Keeps a configured {@code Message-Id}. */
    private static final class MessageWithId extends MimeMessage {
        private final String id;

        MessageWithId(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            if (id == null) {
                super.updateMessageID();
            }
        }
    }
}
