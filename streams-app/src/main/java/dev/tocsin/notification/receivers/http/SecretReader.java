package dev.tocsin.notification.receivers.http;

import dev.tocsin.yaml.YamlMap;

/** A secret under a key, or in the file that {@code KEY_file} names; it is opened when the secret is needed. */
public final class SecretReader {
    /** What people see in place of a secret. */
    public static final String MASK = "<secret>";

    private SecretReader() {}

    /** None if there is neither; both are a problem. */
    public static Secret read(YamlMap map, String key) {
        var inline = map.text(key, "");
        var file = map.text(key + "_file", "");
        if (!inline.isEmpty() && !file.isEmpty()) {
            map.problem(key, "at most one of %s & %s_file must be configured".formatted(key, key), "");
        }
        return inline.isEmpty() && !file.isEmpty() ? Secret.inFile(file) : Secret.of(inline);
    }
}
