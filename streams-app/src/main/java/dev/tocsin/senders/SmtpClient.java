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

/** Sends a mail to an SMTP server, with the commands in Alertmanager's order. Blocks for at most the timeout per command. */
record SmtpClient(Email.MailServer server, TlsMaterial tls, UnaryOperator<String> files, Duration limit) {
    private static final int CONTINUE = 334;
    private static final int AUTHENTICATED = 235;
    private static final Set<String> LOOPBACK_HOSTS = Set.of("localhost", "127.0.0.1", "::1");

    /**
     * @throws MessagingException if the server cannot be reached or rejects the mail
     * @throws IllegalArgumentException if an address is invalid
     * @throws IllegalStateException if a certificate or key is invalid
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
        // With server_name or insecure_skip_verify the trust manager checks.
        var checksHost = !tls.insecure() && tls.serverName().isEmpty();
        properties.put("mail.smtp.ssl.checkserveridentity", Boolean.toString(checksHost));
        for (var timeout : List.of("connectiontimeout", "timeout", "writetimeout")) {
            properties.put("mail.smtp." + timeout, millis);
        }
        return properties;
    }

    /** Uses the first mechanism of the server's list that is supported. */
    private void authenticate(SMTPTransport transport) throws MessagingException {
        var offered = transport.getExtensionParameter("AUTH");
        if (offered == null || server.login().user().isEmpty()) {
            return;
        }
        var mechanisms =
                Stream.of(offered.toUpperCase(Locale.ROOT).split("\\s+")).toList();
        for (var mechanism : mechanisms) {
            if (authenticateWith(mechanism, transport)) {
                return;
            }
        }
        throw new MessagingException("unknown auth mechanism: " + offered);
    }

    private boolean authenticateWith(String mechanism, SMTPTransport transport) throws MessagingException {
        var login = server.login();
        switch (mechanism) {
            case "CRAM-MD5" -> {
                var secret = login.cramMd5Secret().read(files);
                if (secret.isEmpty()) {
                    return false;
                }
                transport.issueCommand("AUTH CRAM-MD5", CONTINUE);
                transport.issueCommand(
                        base64(challengeResponse(challenge(transport), login.user(), secret)), AUTHENTICATED);
            }
            case "PLAIN" -> {
                requireEncryption();
                var credentials = String.join(
                        "\0", login.identity(), login.user(), login.password().read(files));
                transport.issueCommand("AUTH PLAIN " + base64(credentials), AUTHENTICATED);
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

    // As in Alertmanager, AUTH PLAIN needs TLS unless the server is on this machine.
    private void requireEncryption() throws MessagingException {
        if (!server.usesImplicitTls() && !server.requireTls() && !LOOPBACK_HOSTS.contains(server.host())) {
            throw new MessagingException(
                    "unencrypted connection: AUTH PLAIN needs require_tls or a server at localhost");
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
            throw new MessagingException("this Java platform has no HmacMD5", e);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
