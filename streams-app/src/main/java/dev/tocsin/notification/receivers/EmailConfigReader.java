package dev.tocsin.notification.receivers;

import dev.tocsin.notation.GoQuote;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.TlsConfig;
import dev.tocsin.notification.receivers.http.TlsConfigReader;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads an {@code email_configs} item. */
final class EmailConfigReader {
    private static final Smarthost PLACEHOLDER_SMARTHOST = new Smarthost("localhost", 25);

    private EmailConfigReader() {}

    static Integration read(IntegrationYaml section) {
        var map = section.map();
        var to = section.required("to", "missing to address in email config");
        var from = section.textOrGlobal("from", "smtp_from");
        if (from.isEmpty()) {
            section.problem("no global SMTP from set");
        }
        var threading = threading(map);
        var headers = headers(section, to, from);
        if (threading != Email.Threading.NONE) {
            checkThreadingHeaders(section, headers);
        }
        var manner = new IntegrationSettings(
                section.settings(false).index(),
                map.bool("send_resolved", false),
                Duration.ZERO,
                section.globalConfig().http());
        return new Email(
                manner,
                to,
                from,
                server(section),
                headers,
                map.text("html", Email.HTML),
                map.text("text", ""),
                threading);
    }

    private static Email.MailServer server(IntegrationYaml section) {
        var map = section.map();
        var globals = section.globalConfig();
        var address = section.textOrGlobal("smarthost", "smtp_smarthost");
        if (address.isEmpty()) {
            section.problem("no global SMTP smarthost set");
        }
        map.get("smarthost").ifPresent(Smarthost::check);
        var host = parseSmarthost(address);
        var implicit = map.get("force_implicit_tls").flatMap(YamlValue::bool).or(globals::implicitTls);
        TlsConfig tls = map.get("tls_config").map(TlsConfigReader::read).orElse(globals.smtpTls());
        return new Email.MailServer(
                host.host(),
                host.port(),
                section.textOrGlobal("hello", "smtp_hello"),
                map.bool("require_tls", globals.requireTls()),
                implicit,
                tls,
                login(section));
    }

    private static Smarthost parseSmarthost(String address) {
        try {
            return Smarthost.parse(address);
        } catch (IllegalArgumentException e) {
            return PLACEHOLDER_SMARTHOST; // It was told already.
        }
    }

    private static Email.Login login(IntegrationYaml section) {
        return new Email.Login(
                section.textOrGlobal("auth_username", "smtp_auth_username"),
                secret(section, "auth_password"),
                secret(section, "auth_secret"),
                section.textOrGlobal("auth_identity", "smtp_auth_identity"));
    }

    private static Secret secret(IntegrationYaml section, String key) {
        var own = section.secret(key);
        return own.isNone() ? section.globalSecret(key, "smtp_" + key) : own;
    }

    private static Map<String, String> headers(IntegrationYaml section, String to, String from) {
        var headers = new LinkedHashMap<String, String>();
        section.map().strings("headers").forEach((name, value) -> {
            if (headers.put(canonical(name), value) != null) {
                section.map()
                        .problem(
                                "headers",
                                "duplicate header %s in email config".formatted(GoQuote.quote(canonical(name))),
                                "");
            }
        });
        headers.putIfAbsent("Subject", Email.SUBJECT);
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

    private static Email.Threading threading(YamlMap map) {
        var threading = map.map("threading");
        var enabled = threading.bool("enabled", false);
        var date = threading.text("thread_by_date", "");
        if (enabled && !List.of("none", "daily").contains(date)) {
            threading.problem("thread_by_date", "threading.thread_by_date must be either 'none' or 'daily'", "");
        }
        threading.rejectUnknownKeys();
        if (!enabled) {
            return Email.Threading.NONE;
        }
        return date.equals("daily") ? Email.Threading.DAILY : Email.Threading.FOR_EVER;
    }

    private static void checkThreadingHeaders(IntegrationYaml section, Map<String, String> headers) {
        for (var name : List.of("References", "In-Reply-To")) {
            if (headers.containsKey(name)) {
                section.map()
                        .problem(
                                "threading",
                                "conflicting configuration: threading.enabled conflicts with custom %s header"
                                        .formatted(name),
                                "");
            }
        }
    }
}
