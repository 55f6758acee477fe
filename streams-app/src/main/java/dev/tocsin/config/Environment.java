package dev.tocsin.config;

import dev.tocsin.yaml.Place;
import dev.tocsin.yaml.Problems;
import dev.tocsin.yaml.Spelling;
import dev.tocsin.yaml.Yaml.Fields;
import dev.tocsin.yaml.Yaml.Scalar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The settings that come as environment variables, laid over those of a file. */
final class Environment {
    private static final String OURS = "TOCSIN_";
    private static final String KAFKA = "TOCSIN_KAFKA_";

    /** What the launcher reads, which is no setting of an instance. */
    private static final Set<String> OF_THE_LAUNCHER =
            Set.of("TOCSIN_JAVA_OPTS", "TOCSIN_LOG_LEVEL", "TOCSIN_KAFKA_LOG_LEVEL", "TOCSIN_RESTORE_PASSWORD");

    private Environment() {}

    /** The variable that overrides a key. */
    static String variable(String key) {
        return OURS + key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    static Fields over(Fields file, Map<String, String> environment, Problems problems) {
        var keys = SettingsReader.keys().stream()
                .filter(key -> !key.equals("kafka"))
                .collect(Collectors.toUnmodifiableMap(Environment::variable, key -> key));
        var fields = file;
        for (var variable : new TreeMap<>(environment).entrySet()) {
            var name = variable.getKey();
            var place = Place.whole(name);
            var value = Scalar.read(place, variable.getValue());
            if (keys.containsKey(name)) {
                fields = fields.with(List.of(keys.get(name).split("\\.")), value);
            } else if (name.startsWith(KAFKA)) {
                fields = fields.with(List.of("kafka", kafkaKey(name)), value);
            } else if (name.startsWith(OURS) && !OF_THE_LAUNCHER.contains(name)) {
                problems.add(place, "this variable names no setting", remedy(name, keys.keySet()));
            }
        }
        return fields;
    }

    private static String kafkaKey(String name) {
        return name.substring(KAFKA.length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private static String remedy(String name, Set<String> known) {
        return Spelling.closest(name, known)
                .map("did you mean '%s'?"::formatted)
                .orElse("examples/tocsin.yml lists all settings");
    }
}
