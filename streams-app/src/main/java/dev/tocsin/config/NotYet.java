package dev.tocsin.config;

import java.util.List;

/** What is right for Alertmanager, but not supported here yet. */
final class NotYet {
    private NotYet() {}

    /** Refuses keys by their names, if they have a value; an empty list or mapping asks for nothing. */
    static void refuse(YamlMap map, List<String> keys) {
        for (var key : keys) {
            map.get(key)
                    .filter(value -> !value.isEmpty())
                    .ifPresent(value ->
                            map.problem(key, value.path() + " is not supported yet by this version", "remove it"));
        }
    }
}
