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
import java.util.function.Predicate;

/** The configuration of one integration, with defaults from {@code global}. */
final class IntegrationYaml {
    private final String kind;
    private final YamlValue item;
    private final YamlMap map;
    private final GlobalConfig global;
    private final int index;

    /** @param index among the receiver's integrations of the same kind, from 0 */
    IntegrationYaml(String kind, YamlValue item, GlobalConfig global, int index) {
        this.kind = kind;
        this.item = item;
        this.map = item.map();
        this.global = global;
        this.index = index;
    }

    YamlMap map() {
        return map;
    }

    GlobalConfig global() {
        return global;
    }

    void problem(String message) {
        item.problem(message, "");
    }

    /** @param sendResolved the default of {@code send_resolved} */
    IntegrationSettings settings(boolean sendResolved) {
        var http = map.get("http_config").map(HttpConfigReader::read).orElse(global.http());
        return new IntegrationSettings(kind, index, map.bool("send_resolved", sendResolved), Duration.ZERO, http);
    }

    /** Settings of an integration that has the key {@code timeout}. */
    IntegrationSettings settingsWithTimeout(boolean sendResolved) {
        var settings = settings(sendResolved);
        var timeout = map.get("timeout").flatMap(IntegrationYaml::timeout).orElse(Duration.ZERO);
        if (timeout.isNegative()) {
            map.problem("timeout", "timeout is negative, but must be 0 (none) or longer", "");
            return settings;
        }
        return settings.withTimeout(timeout);
    }

    /** The templates with the keys of the defaults. */
    TemplateFields templateFields(TemplateFields defaults) {
        var templates = new LinkedHashMap<String, String>();
        defaults.templates().forEach((name, template) -> templates.put(name, map.text(name, template)));
        return new TemplateFields(templates);
    }

    /** @param messageIfMissing the problem if the text is empty */
    String required(String key, String messageIfMissing) {
        var text = map.text(key, "");
        if (text.isEmpty()) {
            problem(messageIfMissing);
        }
        return text;
    }

    String textOrGlobal(String key, String globalKey) {
        var text = map.text(key, global.text(globalKey));
        return text.isEmpty() ? global.text(globalKey) : text;
    }

    String urlOrGlobal(String key, String globalKey) {
        map.get(key).ifPresent(IntegrationYaml::checkUrl);
        return map.text(key, global.text(globalKey));
    }

    Secret secret(String key) {
        return SecretReader.secret(map, key);
    }

    Secret requiredSecret(String key) {
        return required(secret(key), key);
    }

    Secret requiredSecretUrl(String key) {
        map.get(key).ifPresent(IntegrationYaml::checkSecretUrl);
        return requiredSecret(key);
    }

    /** A URL that printed configurations show. It may be in a file. */
    Secret requiredUrl(String key) {
        map.get(key).ifPresent(IntegrationYaml::checkSecretUrl);
        return required(SecretReader.shown(map, key), key);
    }

    private Secret required(Secret secret, String key) {
        if (secret.isNone()) {
            problem("one of %s or %s_file must be configured".formatted(key, key));
        }
        return secret;
    }

    Secret secretOrGlobal(String key, String globalKey) {
        var own = secret(key);
        return own.isNone() ? globalSecret(key, globalKey) : own;
    }

    /** @param messageIfMissing the problem if there is neither */
    Secret secretOrGlobal(String key, String globalKey, String messageIfMissing) {
        var secret = secretOrGlobal(key, globalKey);
        if (secret.isNone()) {
            problem(messageIfMissing);
        }
        return secret;
    }

    /** The secret of {@code global}, which printed configurations show as the default of {@code key}. */
    Secret globalSecret(String key, String globalKey) {
        var secret = global.secret(globalKey);
        map.recordDefault(key, secret.text().isEmpty() ? "" : Secret.MASK);
        map.recordDefault(key + "_file", secret.file());
        return secret;
    }

    /** A duration in Go's notation. */
    Duration duration(String key, Duration defaultValue) {
        return map.read(key, "a duration such as 1m or 2h45m", GoDuration::parse)
                .orElse(defaultValue);
    }

    /** A list of mappings from texts to texts. */
    List<Map<String, String>> stringMaps(String key) {
        return map.items(key).stream().map(YamlValue::strings).toList();
    }

    /** A mapping of any data. Null values are empty texts. */
    Map<String, Object> data(String key) {
        var data = new LinkedHashMap<String, Object>();
        map.get(key)
                .ifPresent(value -> value.entries().forEach((name, item) -> {
                    var java = item.toJava();
                    data.put(name, java == null ? "" : java);
                }));
        return data;
    }

    static void checkUrl(YamlValue value) {
        checkUrl(value, text -> true);
    }

    /** A URL with a reference is checked when it is used. */
    static void checkSecretUrl(YamlValue value) {
        checkUrl(value, text -> !Secret.hasReference(text));
    }

    private static void checkUrl(YamlValue value, Predicate<String> isKnown) {
        value.text().filter(text -> !text.isEmpty()).filter(isKnown).ifPresent(text -> {
            try {
                WebUrl.check(text);
            } catch (IllegalArgumentException e) {
                value.problem(e.getMessage(), "");
            }
        });
    }

    // As in Alertmanager: Go's notation, or nanoseconds without a unit.
    private static Optional<Duration> timeout(YamlValue value) {
        return value.read(
                "a duration such as 10s or 1.5m",
                text -> text.matches("[0-9]{1,18}") ? Duration.ofNanos(Long.parseLong(text)) : GoDuration.parse(text));
    }
}
