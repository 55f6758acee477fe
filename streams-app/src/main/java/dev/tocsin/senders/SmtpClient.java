package dev.tocsin.senders;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.notification.receivers.Email;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** What is said to a mail server, in Alertmanager's order. Blocks, but never for longer than it may. */
final class SmtpClient {
    private static final int CONTINUE = 334;
    private static final int AUTHENTICATED = 235;
    private static final Set<String> LOOPBACK_HOSTS = Set.of("localhost", "127.0.0.1", "::1");

    private final Email.MailServer server;
    private final TlsMaterial tls;
    private final UnaryOperator<String> files;
    private final Duration limit;

    SmtpClient(Email.MailServer server, TlsMaterial tls, UnaryOperator<String> files, Duration limit) {
        this.server = server;
        this.tls = tls;
        this.files = files;
        this.limit = limit;
    }

    /**
     * @throws MessagingException if the server does not take it, or can not be reached
     * @throws IllegalArgumentException if it can never be sent: an address that is none
     * @throws IllegalStateException if its certificates are none
     */
    void send(EmailMessage message, Instant now) throws MessagingException {
        var sender = message.sender();
        var recipients = message.recipients();
        var properties = properties();
        properties.put("mail.smtp.from", sender.getAddress());
        var session = Session.getInstance(properties);
        try (var transport = new SMTPTransport(session, null)) {
            transport.connect(server.host(), server.port(), null, null);
            authenticate(transport);
            transport.sendMessage(message.mime(session, now), recipients);
        }
    }

    private Properties properties() {
        var millis = Long.toString(limit.toMillis());
        var encrypted = server.usesImplicitTls();
        var startsTls = Boolean.toString(server.requireTls() && !encrypted);
        var properties = new Properties();
        properties.put("mail.smtp.localhost", server.hello());
        properties.put("mail.smtp.auth", "false");
        properties.put("mail.smtp.quitwait", "false");
        properties.put("mail.smtp.ssl.enable", Boolean.toString(encrypted));
        properties.put("mail.smtp.starttls.enable", startsTls);
        properties.put("mail.smtp.starttls.required", startsTls);
        properties.put("mail.smtp.ssl.socketFactory", tls.context().getSocketFactory());
        properties.put("mail.smtp.ssl.protocols", String.join(" ", tls.versions()));
        // With a name of its own, and with nobody checked at all, the trust itself knows what to do.
        var checksHost = !tls.insecure() && tls.serverName().isEmpty();
        properties.put("mail.smtp.ssl.checkserveridentity", Boolean.toString(checksHost));
        for (var timeout : List.of("connectiontimeout", "timeout", "writetimeout")) {
            properties.put("mail.smtp." + timeout, millis);
        }
        return properties;
    }

    /** By the first way that the server names and we know. */
    private void authenticate(SMTPTransport transport) throws MessagingException {
        var offered = transport.getExtensionParameter("AUTH");
        if (offered == null || server.login().user().isEmpty()) {
            return;
        }
        var ways = Stream.of(offered.toUpperCase(Locale.ROOT).split("\\s+")).toList();
        for (var way : ways) {
            if (authenticateWith(way, transport)) {
                return;
            }
        }
        throw new MessagingException("unknown auth mechanism: " + offered);
    }

    private boolean authenticateWith(String way, SMTPTransport transport) throws MessagingException {
        var login = server.login();
        switch (way) {
            case "CRAM-MD5" -> {
                var secret = login.secret().read(files);
                if (secret.isEmpty()) {
                    return false;
                }
                transport.issueCommand("AUTH CRAM-MD5", CONTINUE);
                transport.issueCommand(
                        base64(challengeResponse(challenge(transport), login.user(), secret)), AUTHENTICATED);
            }
            case "PLAIN" -> {
                requireEncryption();
                var words = String.join(
                        "\0", login.identity(), login.user(), login.password().read(files));
                transport.issueCommand("AUTH PLAIN " + base64(words), AUTHENTICATED);
            }
            case "LOGIN" -> {
                transport.issueCommand("AUTH LOGIN", CONTINUE);
                transport.issueCommand(base64(login.user()), CONTINUE);
                transport.issueCommand(base64(login.password().read(files)), AUTHENTICATED);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    // As Alertmanager: a password goes over no wire as it is, unless the wire does not leave the machine.
    private void requireEncryption() throws MessagingException {
        if (!server.usesImplicitTls() && !server.requireTls() && !LOOPBACK_HOSTS.contains(server.host())) {
            throw new MessagingException("unencrypted connection: AUTH PLAIN needs require_tls, or a server here");
        }
    }

    private static byte[] challenge(SMTPTransport transport) {
        return Base64.getDecoder()
                .decode(transport.getLastServerResponse().strip().substring(4));
    }

    private static String challengeResponse(byte[] challenge, String user, String secret) throws MessagingException {
        try {
            var mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacMD5"));
            return user + " " + HexFormat.of().formatHex(mac.doFinal(challenge));
        } catch (GeneralSecurityException e) {
            throw new MessagingException("this Java has no HmacMD5", e);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
