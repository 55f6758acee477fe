package dev.tocsin.notification.receivers;

import dev.tocsin.notation.GoQuote;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.TlsConfig;
import dev.tocsin.notification.receivers.http.TlsConfigReader;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sends mails over SMTP.
 *
 * @param headers templates by canonical header name
 * @param html a template
 * @param text a template; empty for mails without plain text
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
    static final IntegrationKind KIND = IntegrationKind.of("email", Email::read).withGlobals(Email::declareGlobals);

    private static final String DEFAULT_HTML = "{{ template \"email.default.html\" . }}";
    private static final String DEFAULT_SUBJECT = "{{ template \"email.default.subject\" . }}";
    private static final int THREAD_ID_LENGTH = 16;

    public Email {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** Whether the mails of a group form a thread, and for how long. */
    enum Threading {
        NONE,
        FOREVER,
        DAILY
    }

    /**
     * The SMTP server.
     *
     * @param hello host name of the {@code EHLO} command
     * @param implicitTls whether the connection begins with TLS; by default only at port 465
     */
    public record MailServer(
            String host,
            int port,
            String hello,
            boolean requireTls,
            Optional<Boolean> implicitTls,
            TlsConfig tls,
            Login login) {
        private static final int SUBMISSIONS_PORT = 465;

        public boolean usesImplicitTls() {
            return implicitTls.orElse(port == SUBMISSIONS_PORT);
        }

        private static MailServer read(IntegrationYaml yaml) {
            var map = yaml.map();
            var global = yaml.global().map();
            var address = yaml.textOrGlobal("smarthost", "smtp_smarthost");
            if (address.isEmpty()) {
                yaml.problem("no global SMTP smarthost set");
            }
            map.get("smarthost").ifPresent(Smarthost::check);
            var smarthost = Smarthost.parseOrPlaceholder(address);
            return new MailServer(
                    smarthost.host(),
                    smarthost.port(),
                    yaml.textOrGlobal("hello", "smtp_hello"),
                    map.bool("require_tls", global.bool("smtp_require_tls", true)),
                    map.get("force_implicit_tls")
                            .or(() -> global.get("smtp_force_implicit_tls"))
                            .flatMap(YamlValue::bool),
                    map.get("tls_config")
                            .or(() -> global.get("smtp_tls_config"))
                            .map(TlsConfigReader::read)
                            .orElse(TlsConfig.DEFAULT),
                    Login.read(yaml));
        }
    }

    public record Login(String user, Secret password, Secret cramMd5Secret, String identity) {
        private static Login read(IntegrationYaml yaml) {
            return new Login(
                    yaml.textOrGlobal("auth_username", "smtp_auth_username"),
                    yaml.secretOrGlobal("auth_password", "smtp_auth_password"),
                    yaml.secretOrGlobal("auth_secret", "smtp_auth_secret"),
                    yaml.textOrGlobal("auth_identity", "smtp_auth_identity"));
        }
    }

    /** @param headers in order, without those that describe the body */
    public record Mail(String from, String to, Map<String, String> headers, String text, String html) {}

    private static void declareGlobals(GlobalConfig global) {
        global.withText("smtp_from", "")
                .withText("smtp_smarthost", "")
                .withText("smtp_hello", "localhost")
                .withText("smtp_auth_username", "")
                .withText("smtp_auth_identity", "")
                .withSecret("smtp_auth_password")
                .withSecret("smtp_auth_secret");
        var map = global.map();
        map.get("smtp_smarthost").ifPresent(Smarthost::check);
        map.get("smtp_tls_config").ifPresent(TlsConfigReader::read);
        map.bool("smtp_require_tls", true);
        map.get("smtp_force_implicit_tls").ifPresent(YamlValue::bool);
    }

    private static Integration read(IntegrationYaml yaml) {
        var map = yaml.map();
        var to = yaml.required("to", "missing to address in email config");
        var from = yaml.textOrGlobal("from", "smtp_from");
        if (from.isEmpty()) {
            yaml.problem("no global SMTP from set");
        }
        var threading = readThreading(map.map("threading"));
        var headers = readHeaders(map, to, from);
        if (threading != Threading.NONE) {
            checkThreadingHeaders(map, headers);
        }
        return new Email(
                yaml.settings(false).with(yaml.global().http()),
                to,
                from,
                MailServer.read(yaml),
                headers,
                map.text("html", DEFAULT_HTML),
                map.text("text", ""),
                threading);
    }

    private static Map<String, String> readHeaders(YamlMap map, String to, String from) {
        var headers = new LinkedHashMap<String, String>();
        map.strings("headers").forEach((name, value) -> {
            if (headers.put(canonical(name), value) != null) {
                map.problem(
                        "headers", "duplicate header %s in email config".formatted(GoQuote.quote(canonical(name))), "");
            }
        });
        headers.putIfAbsent("Subject", DEFAULT_SUBJECT);
        headers.putIfAbsent("To", to);
        headers.putIfAbsent("From", from);
        return headers;
    }

    private static String canonical(String name) {
        return Stream.of(name.split("-", -1))
                .map(part -> part.isEmpty()
                        ? part
                        : part.substring(0, 1).toUpperCase(Locale.ROOT)
                                + part.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("-"));
    }

    private static Threading readThreading(YamlMap map) {
        var isEnabled = map.bool("enabled", false);
        var date = map.text("thread_by_date", "");
        if (isEnabled && !List.of("none", "daily").contains(date)) {
            map.problem("thread_by_date", "threading.thread_by_date must be either 'none' or 'daily'", "");
        }
        map.rejectUnknownKeys();
        if (!isEnabled) {
            return Threading.NONE;
        }
        return date.equals("daily") ? Threading.DAILY : Threading.FOREVER;
    }

    private static void checkThreadingHeaders(YamlMap map, Map<String, String> headers) {
        for (var name : List.of("References", "In-Reply-To")) {
            if (headers.containsKey(name)) {
                map.problem(
                        "threading",
                        "conflicting configuration: threading.enabled conflicts with custom %s header".formatted(name),
                        "");
            }
        }
    }

    /**
     * The mail of a notification.
     *
     * @throws RuntimeException as in {@link HttpIntegration#start}
     */
    public Mail mail(NotificationRenderer renderer) {
        var rendered = new LinkedHashMap<String, String>();
        headers.forEach((name, template) -> rendered.put(name, renderer.renderText(template)));
        if (threading != Threading.NONE) {
            rendered.put("References", threadId(renderer));
            rendered.put("In-Reply-To", threadId(renderer));
        }
        return new Mail(
                renderer.renderText(from),
                renderer.renderText(to),
                rendered,
                renderer.renderText(text),
                renderer.renderHtml(html));
    }

    private String threadId(NotificationRenderer renderer) {
        var day = threading == Threading.DAILY
                ? DateTimeFormatter.ISO_LOCAL_DATE.format(renderer.now().atOffset(ZoneOffset.UTC))
                : "";
        return "<alert-%s-%s@alertmanager>".formatted(renderer.keyHash().substring(0, THREAD_ID_LENGTH), day);
    }
}
