package dev.tocsin.config;

import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.SourceLocation;
import dev.tocsin.yaml.SpellingSuggestion;
import dev.tocsin.yaml.YamlNode.Mapping;
import dev.tocsin.yaml.YamlNode.Scalar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Overrides settings of a file with environment variables. */
final class EnvironmentOverrides {
    private static final String PREFIX = "TOCSIN_";
    private static final String KAFKA_PREFIX = "TOCSIN_KAFKA_";

    /** Variables for the launcher and for other commands, which are not settings of an instance. */
    private static final Set<String> LAUNCHER_VARIABLES =
            Set.of("TOCSIN_JAVA_OPTS", "TOCSIN_LOG_LEVEL", "TOCSIN_KAFKA_LOG_LEVEL", "TOCSIN_RESTORE_PASSWORD");

    private EnvironmentOverrides() {}

    /** Returns the variable that overrides a key. */
    static String variableName(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    static Mapping apply(Mapping file, Map<String, String> environment, ProblemCollector problems) {
        var keys = SettingsReader.keys().stream()
                .filter(key -> !key.equals("kafka"))
                .collect(Collectors.toUnmodifiableMap(EnvironmentOverrides::variableName, key -> key));
        var fields = file;
        for (var variable : new TreeMap<>(environment).entrySet()) {
            var name = variable.getKey();
            var place = SourceLocation.ofSource(name);
            var value = Scalar.read(place, variable.getValue());
            if (keys.containsKey(name)) {
                fields = fields.with(List.of(keys.get(name).split("\\.")), value);
            } else if (name.startsWith(KAFKA_PREFIX)) {
                fields = fields.with(List.of("kafka", kafkaKey(name)), value);
            } else if (name.startsWith(PREFIX) && !LAUNCHER_VARIABLES.contains(name)) {
                problems.add(place, "there is no setting for this variable", remedy(name, keys.keySet()));
            }
        }
        return fields;
    }

    private static String kafkaKey(String name) {
        return name.substring(KAFKA_PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private static String remedy(String name, Set<String> known) {
        return SpellingSuggestion.closest(name, known)
                .map("did you mean '%s'?"::formatted)
                .orElse("examples/tocsin.yml lists all settings");
    }
}
