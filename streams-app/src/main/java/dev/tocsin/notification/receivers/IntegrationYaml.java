package dev.tocsin.notification.receivers;

import dev.tocsin.notation.GoDuration;
import dev.tocsin.notification.receivers.http.HttpConfigReader;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.SecretReader;
import dev.tocsin.notification.receivers.http.WebUrl;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of one integration, as its reader asks for them, with what {@code global} says behind them. */
final class IntegrationYaml {
    private final YamlValue item;
    private final YamlMap map;
    private final GlobalConfig globalConfig;
    private final int index;

    /** @param index counts the integrations of its kind */
    IntegrationYaml(YamlValue item, GlobalConfig globals, int index) {
        this.item = item;
        this.map = item.map();
        this.globalConfig = globals;
        this.index = index;
    }

    YamlMap map() {
        return map;
    }

    GlobalConfig globalConfig() {
        return globalConfig;
    }

    void problem(String what) {
        item.problem(what, "");
    }

    /** @param sendResolved unless it says otherwise */
    IntegrationSettings settings(boolean sendResolved) {
        var http = map.get("http_config").map(HttpConfigReader::read).orElse(globalConfig.http());
        return new IntegrationSettings(index, map.bool("send_resolved", sendResolved), Duration.ZERO, http);
    }

    /** Of one that has a {@code timeout}. */
    IntegrationSettings settingsWithTimeout(boolean sendResolved) {
        var manner = settings(sendResolved);
        var timeout = map.get("timeout").flatMap(IntegrationYaml::timeout).orElse(Duration.ZERO);
        if (timeout.isNegative()) {
            map.problem("timeout", "timeout is negative, but must be 0 (none) or longer", "");
            return manner;
        }
        return new IntegrationSettings(manner.index(), manner.sendResolved(), timeout, manner.http());
    }

    /** The templates under the names that the defaults have. */
    TemplateFields templateFields(TemplateFields defaults) {
        var own = new LinkedHashMap<String, String>();
        defaults.templates().forEach((name, template) -> own.put(name, map.text(name, template)));
        return new TemplateFields(own);
    }

    Secret secret(String key) {
        return SecretReader.secret(map, key);
    }

    /** Its own, or what global says. */
    Secret secret(String key, String globalKey, String missing) {
        var own = secret(key);
        var secret = own.isNone() ? globalSecret(key, globalKey) : own;
        if (secret.isNone()) {
            problem(missing);
        }
        return secret;
    }

    /** What global says of a secret that the section has not. */
    Secret globalSecret(String key, String globalKey) {
        var secret = globalConfig.secret(globalKey);
        map.recordDefault(key, secret.text().isEmpty() ? "" : Secret.MASK);
        map.recordDefault(key + "_file", secret.file());
        return secret;
    }

    /** What the section says, or global. */
    String textOrGlobal(String key, String globalKey) {
        var global = globalConfig.text(globalKey);
        var own = map.text(key, global);
        return own.isEmpty() ? global : own;
    }

    /** Its own, which must be there. */
    Secret required(String key) {
        var secret = secret(key);
        if (secret.isNone()) {
            problem("one of %s or %s_file must be configured".formatted(key, key));
        }
        return secret;
    }

    /** The same, a URL. */
    Secret requiredUrl(String key) {
        map.get(key).ifPresent(this::checkUrl);
        return required(key);
    }

    String required(String key, String missing) {
        var text = map.text(key, "");
        if (text.isEmpty()) {
            problem(missing);
        }
        return text;
    }

    /** Its own, or what global says. */
    String urlOrGlobal(String key, String globalKey) {
        map.get(key).ifPresent(this::checkUrl);
        return map.text(key, globalConfig.text(globalKey));
    }

    void checkUrl(YamlValue value) {
        value.text().filter(text -> !text.isEmpty()).ifPresent(text -> {
            try {
                WebUrl.check(text);
            } catch (IllegalArgumentException e) {
                value.problem(e.getMessage(), "");
            }
        });
    }

    /** In Go's notation, or the other that is usual. */
    Duration duration(String key, Duration otherwise) {
        return map.get(key)
                .flatMap(value -> value.read("a duration such as 1m or 2h45m", GoDuration::parse))
                .orElse(otherwise);
    }

    /** Mappings of texts, one after another. */
    List<Map<String, String>> stringMaps(String key) {
        return map.items(key).stream().map(YamlValue::strings).toList();
    }

    List<Slack.Field> fields(String in) {
        return fields(map, in, map.bool("short_fields", false));
    }

    /** @param in what it belongs to, in a reader's words */
    static List<Slack.Field> fields(YamlMap map, String in, boolean isShort) {
        return map.items("fields").stream()
                .map(item -> field(item, in, isShort))
                .toList();
    }

    private static Slack.Field field(YamlValue item, String in, boolean isShort) {
        var map = item.map();
        var field = new Slack.Field(map.text("title", ""), map.text("value", ""), map.bool("short", isShort));
        if (field.title().isEmpty()) {
            item.problem("missing title in %s field configuration".formatted(in), "");
        }
        if (field.value().isEmpty()) {
            item.problem("missing value in %s field configuration".formatted(in), "");
        }
        map.rejectUnknownKeys();
        return field;
    }

    // As Alertmanager: Go's notation, or a bare number of nanoseconds.
    private static Optional<Duration> timeout(YamlValue value) {
        return value.read(
                "a duration such as 10s or 1.5m",
                text -> text.matches("[0-9]{1,18}") ? Duration.ofNanos(Long.parseLong(text)) : GoDuration.parse(text));
    }
}
