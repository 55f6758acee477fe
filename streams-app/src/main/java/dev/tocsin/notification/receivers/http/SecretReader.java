package dev.tocsin.notification.receivers.http;

import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.util.List;

/** Reads values that are either inline under {@code KEY} or in the file under {@code KEY_file}. */
public final class SecretReader {
    private SecretReader() {}

    /** A value that printed configurations mask. {@link Secret#NONE} if neither key is present; both are a problem. */
    public static Secret secret(YamlMap map, String key) {
        return read(map, key, map.secret(key));
    }

    /** A value that printed configurations mask, and for which there is no key for a file. */
    public static Secret inlineSecret(YamlMap map, String key) {
        map.get(key).ifPresent(YamlValue::recordResolved);
        return Secret.of(map.secret(key));
    }

    /** A value that printed configurations show, as Alertmanager does. Otherwise the same as {@link #secret}. */
    public static Secret shown(YamlMap map, String key) {
        return read(map, key, map.text(key, ""));
    }

    private static Secret read(YamlMap map, String key, String inline) {
        var file = map.text(key + "_file", "");
        if (!inline.isEmpty() && !file.isEmpty()) {
            map.problem(key, "at most one of %s & %s_file must be configured".formatted(key, key), "");
        }
        for (var name : List.of(key, key + "_file")) {
            map.get(name).ifPresent(YamlValue::recordResolved);
        }
        return inline.isEmpty() && !file.isEmpty() ? Secret.inFile(file) : Secret.of(inline);
    }
}
