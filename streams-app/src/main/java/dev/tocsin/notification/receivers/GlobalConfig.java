package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.HttpConfig;
import dev.tocsin.notification.receivers.http.HttpConfigReader;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.SecretReader;
import dev.tocsin.yaml.YamlMap;
import java.util.HashMap;
import java.util.Map;

/** The section {@code global}: defaults of receivers. Each kind of integration declares the keys that it uses. */
final class GlobalConfig {
    private final YamlMap map;
    private final HttpConfig http;
    private final Map<String, Secret> secrets = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();

    GlobalConfig(YamlMap map) {
        this.map = map;
        this.http = map.get("http_config").map(HttpConfigReader::read).orElse(HttpConfig.DEFAULT);
        Integrations.KINDS.forEach(kind -> kind.globals().accept(this));
    }

    /** Declares a text and its default. */
    GlobalConfig withText(String key, String defaultValue) {
        texts.put(key, map.text(key, defaultValue));
        return this;
    }

    /** Declares a URL and its default. */
    GlobalConfig withUrl(String key, String defaultValue) {
        map.get(key).ifPresent(IntegrationYaml::checkUrl);
        return withText(key, defaultValue);
    }

    /** Declares a secret, inline or in a file. */
    GlobalConfig withSecret(String key) {
        secrets.put(key, SecretReader.secret(map, key));
        return this;
    }

    /** Declares a URL that is secret. */
    GlobalConfig withSecretUrl(String key) {
        map.get(key).ifPresent(IntegrationYaml::checkSecretUrl);
        return withSecret(key);
    }

    YamlMap map() {
        return map;
    }

    HttpConfig http() {
        return http;
    }

    /** @param key a declared secret */
    Secret secret(String key) {
        return secrets.get(key);
    }

    /** @param key a declared text or URL */
    String text(String key) {
        return texts.get(key);
    }
}
