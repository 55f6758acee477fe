package dev.tocsin.senders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.config.alertmanager.TestConfigs;
import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.Integration;
import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.notification.receivers.TestNotifications;
import dev.tocsin.notifier.Sender;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mails at a real SMTP server, and the results of its responses. */
class EmailSenderTest {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final List<String> NO_LOGIN = List.of();

    @TempDir
    private Path folder;

    private final Senders senders = new Senders(
            "1", InstantSource.fixed(TestNotifications.AT), path -> "from-file\n", Map.of(), NoTopicPublisher.INSTANCE);

    @AfterEach
    void close() {
        senders.close();
    }

    @Test
    void mailHasHeadersTextAndHtml() throws Exception {
        try (var server = TestMailServer.open(NO_LOGIN, more -> more)) {
            var result = deliver(
                    server,
                    "text: '{{ .Status }} is sent', headers: {x-team: 'Größe <&>'}, hello: here",
                    TestNotifications.firing());
            assertThat(result).isEqualTo(new DeliveryResult.Delivered());
            var delivered = server.delivered.get(0);
            assertThat(delivered.from()).isEqualTo("tocsin@example.org");
            assertThat(server.delivered)
                    .extracting(TestMailServer.Delivered::to)
                    .containsExactly("a@example.org", "b@example.org");
            assertThat(delivered.mail()).contains("from here");
            assertThat(delivered.mail()).contains("Content-Transfer-Encoding: quoted-printable", "MIME-Version: 1.0");
            var mail = mail(delivered);
            assertThat(mail.getSubject()).isEqualTo("[FIRING:2] HighCPU eu1 (critical)");
            assertThat(mail.getHeader("To", ", ")).isEqualTo("a@example.org, Bee <b@example.org>");
            assertThat(mail.getHeader("From", ", ")).isEqualTo("tocsin@example.org");
            assertThat(mail.getHeader("X-Team", ", ")).isEqualTo("=?UTF-8?Q?Gr=C3=B6=C3=9Fe_<&>?=");
            assertThat(mail.getSentDate().toInstant()).isEqualTo(TestNotifications.AT);
            assertThat(mail.getMessageID()).isNotBlank();
            var parts = (MimeMultipart) mail.getContent();
            assertThat(parts.getContentType()).startsWith("multipart/alternative");
            assertThat(parts.getCount()).isEqualTo(2);
            assertThat(parts.getBodyPart(0).getContentType()).containsIgnoringCase("text/plain; charset=UTF-8");
            assertThat(parts.getBodyPart(0).getContent()).isEqualTo("firing is sent");
            assertThat((String) parts.getBodyPart(1).getContent())
                    .contains("<title>[FIRING:2] HighCPU eu1 (critical)</title>")
                    .contains("#E6522C")
                    .contains("2 alerts for alertname=HighCPU cluster=eu1")
                    .contains("href=\"http://am.example:9093/#/alerts?receiver=team-x\"")
                    .contains("View in Alertmanager")
                    .contains("<strong>[2] Firing</strong>")
                    .contains("instance = a:9100<br />")
                    .contains("summary = CPU high<br />")
                    .contains("href=\"http://prom/g?a=1&amp;b=2\"")
                    .contains("Sent by Alertmanager")
                    .doesNotContain("Resolved");
        }
    }

    @Test
    void resolvedAlertsAreGreenAndSeparate() throws Exception {
        try (var server = TestMailServer.open(NO_LOGIN, more -> more)) {
            deliver(server, "hello: x", TestNotifications.partlyResolved());
            deliver(server, "hello: x", TestNotifications.resolved());
            var partly = page(server.delivered.get(0));
            assertThat(partly).contains("#E6522C", "[1] Firing", "[1] Resolved", "<hr ");
            assertThat(page(server.delivered.get(2)))
                    .contains("#68B90F", "[2] Resolved")
                    .doesNotContain("<hr ", "Firing");
        }
    }

    @Test
    void mailsOfAGroupFormAThread() throws Exception {
        try (var server = TestMailServer.open(NO_LOGIN, more -> more)) {
            deliver(server, "threading: {enabled: true, thread_by_date: daily}", TestNotifications.firing());
            deliver(server, "threading: {enabled: true, thread_by_date: none}", TestNotifications.firing());
            var byDay = mail(server.delivered.get(0));
            assertThat(byDay.getHeader("References", ","))
                    .isEqualTo("<alert-d26856c0b5caf2a1-2026-01-02@alertmanager>");
            assertThat(byDay.getHeader("In-Reply-To", ","))
                    .isEqualTo("<alert-d26856c0b5caf2a1-2026-01-02@alertmanager>");
            assertThat(mail(server.delivered.get(2)).getHeader("References", ","))
                    .isEqualTo("<alert-d26856c0b5caf2a1-@alertmanager>");
        }
    }

    @ParameterizedTest(name = "offered {0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            PLAIN LOGIN    | auth_password: p                              | PLAIN _user_p
            LOGIN PLAIN    | auth_password: p                              | LOGIN user p
            PLAIN          | auth_password: p, auth_identity: i            | PLAIN i_user_p
            PLAIN          | auth_password_file: f                         | PLAIN _user_from-file
            CRAM-MD5 PLAIN | auth_secret: tanstaaftanstaaf                 | CRAM-MD5 user
            CRAM-MD5 PLAIN | auth_password: p                              | PLAIN _user_p
            """)
    void usesTheFirstMechanismOfTheServer(String offered, String settings, String login) {
        try (var server = TestMailServer.open(List.of(offered.split(" ")), more -> more)) {
            assertThat(deliver(server, "auth_username: user, " + settings, TestNotifications.firing()))
                    .isEqualTo(new DeliveryResult.Delivered());
            assertThat(server.logins).hasSize(1);
            assertThat(server.logins.get(0)).startsWith(login);
        }
    }

    /** The example of RFC 2195. */
    @Test
    void cramMd5EqualsTheExampleOfTheRfc() {
        try (var server = TestMailServer.open(List.of("CRAM-MD5"), more -> more)) {
            deliver(server, "auth_username: tim, auth_secret: tanstaaftanstaaf", TestNotifications.firing());
            assertThat(server.logins).containsExactly("CRAM-MD5 tim b913a602c7eda7a495b4e6e7334d3890");
        }
    }

    /** The server listens on every address; this one is not a loopback address. */
    @Test
    void plainPasswordIsNotSentUnencrypted() throws Exception {
        var login = "auth_username: user, auth_password: p, smarthost: '127.0.0.2:%d'";
        try (var server = TestMailServer.open(List.of("PLAIN"), more -> more)) {
            var result = deliver(server, login.formatted(server.port()), TestNotifications.firing());
            assertRetryable(result, "unencrypted connection");
            assertThat(server.logins).isEmpty();
        }
        var context = TestKeys.of(folder, "ip:127.0.0.2").context();
        try (var server =
                TestMailServer.open(List.of("PLAIN"), more -> more.enableTLS().startTlsSocketFactory(context))) {
            var encrypted = ", require_tls: true, tls_config: {insecure_skip_verify: true}";
            assertThat(deliver(server, login.formatted(server.port()) + encrypted, TestNotifications.firing()))
                    .isEqualTo(new DeliveryResult.Delivered());
            assertThat(server.logins).containsExactly("PLAIN _user_p");
        }
    }

    @Test
    void rejectedLoginOrMailIsRetryable() {
        try (var server = TestMailServer.open(List.of("PLAIN"), more -> more)) {
            assertRetryable(
                    deliver(server, "auth_username: nobody, auth_password: p", TestNotifications.firing()),
                    "who are you?");
        }
        try (var server = TestMailServer.open(List.of("GSSAPI"), more -> more)) {
            assertRetryable(
                    deliver(server, "auth_username: u, auth_password: p", TestNotifications.firing()),
                    "unknown auth mechanism");
        }
        try (var server = TestMailServer.open(NO_LOGIN, more -> more.fromAddressValidator(address -> false))) {
            assertRetryable(deliver(server, "hello: x", TestNotifications.firing()), "");
        }
        var server = TestMailServer.open(NO_LOGIN, more -> more);
        server.close();
        assertRetryable(deliver(server, "hello: x", TestNotifications.firing()), "");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            to: 'a@b@c'                    | parse 'to' addresses
            from: 'a@x.org, b@x.org'       | must be exactly one 'from' address (got: 2)
            html: '{{ .Nothing }}'         | Nothing
            html: '{{ template "none" . }}' | none
            tls_config: {ca: none}         | the TLS settings cannot be used
            """)
    void invalidMailIsAPermanentFailure(String settings, String problem) {
        try (var server = TestMailServer.open(NO_LOGIN, more -> more)) {
            var result = deliver(server, settings, TestNotifications.firing());
            assertThat(result).isInstanceOf(DeliveryResult.Permanent.class);
            assertThat(((DeliveryResult.Permanent) result).error()).contains(problem);
            assertThat(server.delivered).isEmpty();
        }
    }

    @Test
    void startTlsNeedsATrustedCertificate() throws Exception {
        var keys = TestKeys.of(folder, "dns:localhost,ip:127.0.0.1");
        var trusted = "tls_config: {ca_file: '%s'}, require_tls: true".formatted(file(keys.certificate()));
        var context = keys.context();
        try (var server = TestMailServer.open(NO_LOGIN, more -> more.enableTLS().startTlsSocketFactory(context))) {
            assertThat(read(server, trusted, TestNotifications.firing())).isEqualTo(new DeliveryResult.Delivered());
            assertThat(read(
                            server,
                            "require_tls: true, tls_config: {insecure_skip_verify: true}",
                            TestNotifications.firing()))
                    .isEqualTo(new DeliveryResult.Delivered());
            assertRetryable(read(server, "require_tls: true", TestNotifications.firing()), "");
            assertRetryable(
                    read(
                            server,
                            trusted.replace("{ca_file", "{server_name: other.example, ca_file"),
                            TestNotifications.firing()),
                    "");
            assertThat(server.delivered).hasSize(4);
        }
        try (var server = TestMailServer.open(NO_LOGIN, more -> more)) {
            assertRetryable(read(server, trusted, TestNotifications.firing()), "STARTTLS");
        }
        try (var server = TestMailServer.open(NO_LOGIN, more -> more.serverSocketFactory(context))) {
            assertThat(read(server, "force_implicit_tls: true, " + trusted, TestNotifications.firing()))
                    .isEqualTo(new DeliveryResult.Delivered());
        }
    }

    private String file(String text) throws Exception {
        return Files.writeString(Files.createTempFile(folder, "ca", ".pem"), text)
                .toString();
    }

    private static void assertRetryable(DeliveryResult result, String why) {
        assertThat(result).isInstanceOf(DeliveryResult.Retryable.class);
        assertThat(((DeliveryResult.Retryable) result).error()).isNotBlank().contains(why);
    }

    private static MimeMessage mail(TestMailServer.Delivered delivered) throws Exception {
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(delivered.mail().getBytes(StandardCharsets.UTF_8)));
    }

    private static String page(TestMailServer.Delivered delivered) throws Exception {
        var parts = (MimeMultipart) mail(delivered).getContent();
        return (String) parts.getBodyPart(parts.getCount() - 1).getContent();
    }

    /** Reads files from the disk. */
    private static DeliveryResult read(TestMailServer server, String settings, Notification notification) {
        try (var sender = new Senders(
                "1",
                InstantSource.fixed(TestNotifications.AT),
                EmailSenderTest::onDisk,
                Map.of(),
                NoTopicPublisher.INSTANCE)) {
            return deliver(sender, server, settings, notification);
        }
    }

    private static String onDisk(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private DeliveryResult deliver(TestMailServer server, String settings, Notification notification) {
        return deliver(senders, server, settings, notification);
    }

    private static DeliveryResult deliver(
            Senders sender, TestMailServer server, String settings, Notification notification) {
        return sender.deliver(
                        email(server, settings),
                        notification,
                        new Sender.DeliveryMetadata("am-1", "key", false),
                        LONGEST)
                .join();
    }

    private static Integration email(TestMailServer server, String settings) {
        var to = settings.contains("to:") ? "" : "to: 'a@example.org, Bee <b@example.org>', ";
        var text = """
                global: {smtp_from: tocsin@example.org, smtp_smarthost: '127.0.0.1:%d', smtp_require_tls: false}
                route: {receiver: a}
                receivers: [{name: a, email_configs: [{%s%s}]}]
                """.formatted(server.port(), to, settings);
        return TestConfigs.read("am.yml", text)
                .receivers()
                .get(0)
                .integrations()
                .get(0);
    }
}
