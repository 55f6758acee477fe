package dev.tocsin.notification.receivers;

import dev.tocsin.notation.GoQuote;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.Tls;
import dev.tocsin.notification.receivers.http.TlsReader;
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
final class EmailReader {
    private static final Smarthost NOWHERE = new Smarthost("localhost", 25);

    private EmailReader() {}

    static Integration read(Section section) {
        var map = section.map();
        var to = section.needed("to", "missing to address in email config");
        var from = section.own("from", "smtp_from");
        if (from.isEmpty()) {
            section.problem("no global SMTP from set");
        }
        var threading = threading(map);
        var headers = headers(section, to, from);
        if (threading != Email.Threading.NONE) {
            checkThread(section, headers);
        }
        var manner = new Manner(
                section.manner(false).index(),
                map.bool("send_resolved", false),
                Duration.ZERO,
                section.globals().http());
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

    private static Email.MailServer server(Section section) {
        var map = section.map();
        var globals = section.globals();
        var address = section.own("smarthost", "smtp_smarthost");
        if (address.isEmpty()) {
            section.problem("no global SMTP smarthost set");
        }
        map.get("smarthost").ifPresent(Smarthost::check);
        var host = parsed(address);
        var implicit = map.get("force_implicit_tls").flatMap(YamlValue::bool).or(globals::implicitTls);
        Tls tls = map.get("tls_config").map(TlsReader::read).orElse(globals.smtpTls());
        return new Email.MailServer(
                host.host(),
                host.port(),
                section.own("hello", "smtp_hello"),
                map.bool("require_tls", globals.requireTls()),
                implicit,
                tls,
                login(section));
    }

    private static Smarthost parsed(String address) {
        try {
            return Smarthost.parse(address);
        } catch (IllegalArgumentException e) {
            return NOWHERE; // It was told already.
        }
    }

    private static Email.Login login(Section section) {
        return new Email.Login(
                section.own("auth_username", "smtp_auth_username"),
                secret(section, "auth_password"),
                secret(section, "auth_secret"),
                section.own("auth_identity", "smtp_auth_identity"));
    }

    private static Secret secret(Section section, String key) {
        var own = section.secret(key);
        return own.isNone() ? section.global(key, "smtp_" + key) : own;
    }

    private static Map<String, String> headers(Section section, String to, String from) {
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
        threading.refuseOthers();
        if (!enabled) {
            return Email.Threading.NONE;
        }
        return date.equals("daily") ? Email.Threading.DAILY : Email.Threading.FOR_EVER;
    }

    private static void checkThread(Section section, Map<String, String> headers) {
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
