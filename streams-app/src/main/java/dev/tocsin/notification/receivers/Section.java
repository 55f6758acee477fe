package dev.tocsin.notification.receivers;

import dev.tocsin.notation.GoDuration;
import dev.tocsin.notification.receivers.http.HttpConfigReader;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.SecretKeys;
import dev.tocsin.notification.receivers.http.WebUrl;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of one integration, as its reader asks for them, with what {@code global} says behind them. */
final class Section {
    private final YamlValue item;
    private final YamlMap map;
    private final Globals globals;
    private final int index;

    /** @param index counts the integrations of its kind */
    Section(YamlValue item, Globals globals, int index) {
        this.item = item;
        this.map = item.map();
        this.globals = globals;
        this.index = index;
    }

    YamlMap map() {
        return map;
    }

    Globals globals() {
        return globals;
    }

    void problem(String what) {
        item.problem(what, "");
    }

    /** @param sendResolved unless it says otherwise */
    Manner manner(boolean sendResolved) {
        var http = map.get("http_config").map(HttpConfigReader::read).orElse(globals.http());
        return new Manner(index, map.bool("send_resolved", sendResolved), Duration.ZERO, http);
    }

    /** Of one that has a {@code timeout}. */
    Manner limited(boolean sendResolved) {
        var manner = manner(sendResolved);
        var timeout = map.get("timeout").flatMap(Section::timeout).orElse(Duration.ZERO);
        if (timeout.isNegative()) {
            map.problem("timeout", "timeout is negative, but must be 0 (none) or longer", "");
            return manner;
        }
        return new Manner(manner.index(), manner.sendResolved(), timeout, manner.http());
    }

    /** The templates under the names that the defaults have. */
    Texts texts(Texts defaults) {
        var own = new LinkedHashMap<String, String>();
        defaults.templates().forEach((name, template) -> own.put(name, map.text(name, template)));
        return new Texts(own);
    }

    Secret secret(String key) {
        return SecretKeys.read(map, key);
    }

    /** Its own, or what global says. */
    Secret secret(String key, String globalKey, String missing) {
        var own = secret(key);
        var secret = own.isNone() ? global(key, globalKey) : own;
        if (secret.isNone()) {
            problem(missing);
        }
        return secret;
    }

    /** What global says of a secret that the section has not. */
    Secret global(String key, String globalKey) {
        var secret = globals.secret(globalKey);
        map.leaves(key, secret.text().isEmpty() ? "" : SecretKeys.MASK);
        map.leaves(key + "_file", secret.file());
        return secret;
    }

    /** What the section says, or global. */
    String own(String key, String globalKey) {
        var global = globals.text(globalKey);
        var own = map.text(key, global);
        return own.isEmpty() ? global : own;
    }

    /** Its own, which must be there. */
    Secret needed(String key) {
        var secret = secret(key);
        if (secret.isNone()) {
            problem("one of %s or %s_file must be configured".formatted(key, key));
        }
        return secret;
    }

    /** The same, a URL. */
    Secret neededUrl(String key) {
        map.get(key).ifPresent(this::checkUrl);
        return needed(key);
    }

    String needed(String key, String missing) {
        var text = map.text(key, "");
        if (text.isEmpty()) {
            problem(missing);
        }
        return text;
    }

    /** Its own, or what global says. */
    String url(String key, String globalKey) {
        map.get(key).ifPresent(this::checkUrl);
        return map.text(key, globals.text(globalKey));
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
    List<Map<String, String>> mappings(String key) {
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
        map.refuseOthers();
        return field;
    }

    // As Alertmanager: Go's notation, or a bare number of nanoseconds.
    private static Optional<Duration> timeout(YamlValue value) {
        return value.read(
                "a duration such as 10s or 1.5m",
                text -> text.matches("[0-9]{1,18}") ? Duration.ofNanos(Long.parseLong(text)) : GoDuration.parse(text));
    }
}
