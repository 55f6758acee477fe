package dev.tocsin.http.webconfig;

import dev.tocsin.http.webconfig.WebConfig.RateLimit;
import dev.tocsin.notation.GoDuration;
import dev.tocsin.yaml.ConfigException;
import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads a web configuration file. Messages of errors contain those of exporter-toolkit. */
record WebConfigReader(FileSource files) {
    /** Allowed headers with their allowed values; an empty list allows any value. */
    private static final Map<String, List<String>> HEADERS = new TreeMap<>(Map.of(
            "Strict-Transport-Security", List.of(),
            "X-Content-Type-Options", List.of("nosniff"),
            "X-Frame-Options", List.of("deny", "sameorigin"),
            "X-XSS-Protection", List.of(),
            "Content-Security-Policy", List.of()));

    /** End of exporter-toolkit's message, in its spelling. */
    private static final String NOT_CONFIGURABLE = " not be configured";

    /** @throws IllegalArgumentException with the file and the reason */
    WebConfig read() {
        var problems = new ProblemCollector();
        var text = files.read(files.main().toString());
        var root = parse(text, problems);
        var tls = new TlsSectionReader(files, root.map("tls_server_config"));
        var http = root.map("http_server_config");
        var http2 = http.bool("http2", true);
        var headers = headers(http);
        var rateLimit = rateLimit(root.map("rate_limit"));
        var users = users(root);
        root.rejectUnknownKeys();
        throwIfAny(problems);
        return new WebConfig(
                tls.isOn() ? Optional.of(tls.load(http2)) : Optional.empty(), http2, headers, rateLimit, users);
    }

    private YamlMap parse(String text, ProblemCollector problems) {
        try {
            return YamlMap.read(files.main().toString(), text, problems);
        } catch (ConfigException e) {
            throw yamlError(e);
        }
    }

    private void throwIfAny(ProblemCollector problems) {
        try {
            problems.throwIfAny();
        } catch (ConfigException e) {
            throw yamlError(e);
        }
    }

    private static IllegalArgumentException yamlError(ConfigException e) {
        return new IllegalArgumentException("yaml: " + e.getMessage(), e);
    }

    private static Map<String, String> headers(YamlMap http) {
        var headers = http.strings("headers");
        headers.forEach((name, value) -> {
            var allowed = HEADERS.get(name);
            if (allowed == null) {
                http.problem(
                        "headers",
                        "HTTP header \"%s\" can".formatted(name) + NOT_CONFIGURABLE,
                        "only these can: " + String.join(", ", HEADERS.keySet()));
            } else if (!allowed.isEmpty() && !allowed.contains(value)) {
                http.problem(
                        "headers",
                        "invalid value for %s. Expected one of: [\"%s\"], but got: \"%s\""
                                .formatted(name, String.join("\" \"", allowed), value),
                        "");
            }
        });
        return headers;
    }

    private static Optional<RateLimit> rateLimit(YamlMap limit) {
        var interval = limit.read("interval", "a duration such as 100ms, 1s or 5m", WebConfigReader::interval)
                .orElse(Duration.ZERO);
        var burst = limit.integer("burst", 0, 0);
        return interval.isZero() ? Optional.empty() : Optional.of(new RateLimit(interval, burst));
    }

    // Go's decoder reads a number without a unit as nanoseconds.
    private static Duration interval(String text) {
        var interval = text.matches("[0-9]{1,18}") ? Duration.ofNanos(Long.parseLong(text)) : GoDuration.parse(text);
        if (interval.isNegative()) {
            throw new IllegalArgumentException("it is negative");
        }
        return interval;
    }

    private static Map<String, String> users(YamlMap root) {
        root.get("basic_auth_users").ifPresent(YamlValue::recordSecret);
        var users = root.strings("basic_auth_users");
        users.forEach((name, hash) -> {
            var problem = BcryptHash.problem(hash);
            if (!problem.isEmpty()) {
                root.problem(
                        "basic_auth_users",
                        "basic_auth_users.%s: %s".formatted(name, problem),
                        "write a bcrypt hash, such as the output of: htpasswd -nBC 10 \"\"");
            }
        });
        return users;
    }
}
