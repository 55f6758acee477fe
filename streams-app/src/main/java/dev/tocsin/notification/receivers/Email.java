package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.TlsConfig;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody's mailbox.
 *
 * @param headers templates by names as mails write them
 * @param text a template; empty for none beside the {@code html}
 */
public record Email(
        IntegrationSettings settings,
        String to,
        String from,
        MailServer server,
        Map<String, String> headers,
        String html,
        String text,
        Threading threading)
        implements Integration {
    static final String HTML = "{{ template \"email.default.html\" . }}";
    static final String SUBJECT = "{{ template \"email.default.subject\" . }}";
    private static final int THREAD_ID_LENGTH = 16;

    public Email {
        headers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** Whether the mails of a group follow upon one another, for ever or for a day. */
    enum Threading {
        NONE,
        FOR_EVER,
        DAILY
    }

    /**
     * Who takes mails.
     *
     * @param hello what we call ourselves
     * @param implicitTls whether the connection begins encrypted; by default only at port 465
     */
    public record MailServer(
            String host,
            int port,
            String hello,
            boolean requireTls,
            Optional<Boolean> implicitTls,
            TlsConfig tls,
            Login login) {
        private static final int SUBMISSIONS = 465;

        public boolean usesImplicitTls() {
            return implicitTls.orElse(port == SUBMISSIONS);
        }
    }

    /** @param secret for CRAM-MD5 */
    public record Login(String user, Secret password, Secret secret, String identity) {
        public static final Login NONE = new Login("", Secret.NONE, Secret.NONE, "");
    }

    /** @param headers all but what the body needs, in order */
    public record Mail(String from, String to, Map<String, String> headers, String text, String html) {}

    @Override
    public String kind() {
        return "email";
    }

    /** @throws RuntimeException as {@link HttpIntegration#start} */
    public Mail mail(NotificationRenderer telling) {
        var all = new LinkedHashMap<String, String>();
        headers.forEach((name, template) -> all.put(name, telling.renderText(template)));
        if (threading != Threading.NONE) {
            all.put("References", threadId(telling));
            all.put("In-Reply-To", threadId(telling));
        }
        return new Mail(
                telling.renderText(from),
                telling.renderText(to),
                all,
                telling.renderText(text),
                telling.renderHtml(html));
    }

    private String threadId(NotificationRenderer telling) {
        var day = threading == Threading.DAILY
                ? DateTimeFormatter.ISO_LOCAL_DATE.format(telling.now().atOffset(ZoneOffset.UTC))
                : "";
        return "<alert-%s-%s@alertmanager>".formatted(telling.keyHash().substring(0, THREAD_ID_LENGTH), day);
    }
}
