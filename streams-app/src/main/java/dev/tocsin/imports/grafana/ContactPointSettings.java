package dev.tocsin.imports.grafana;

import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The settings of a contact point. What is not taken has no equivalent. */
final class ContactPointSettings {
    private static final String REDACTED = "[REDACTED]";
    private static final Set<String> WITHOUT_EFFECT = Set.of("", "false", "0");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\$|\\$\\{(\\w+)}|\\$(\\w+)");
    private static final Pattern DEFAULT_TEMPLATE =
            Pattern.compile("\\{\\{-?\\s*template\\s+\"default\\.(title|message)\"\\s+\\.\\s*-?}}");

    private final String type;
    private final ProblemCollector problems;
    private final Map<String, YamlValue> values = new LinkedHashMap<>();

    ContactPointSettings(String type, YamlMap receiver, ProblemCollector problems) {
        this.type = type;
        this.problems = problems;
        receiver.get("settings").ifPresent(settings -> values.putAll(settings.entries()));
        receiver.get("secureSettings").ifPresent(settings -> values.putAll(settings.entries()));
    }

    /** The value of a setting; empty if it has none. */
    Optional<YamlValue> take(String key) {
        return Optional.ofNullable(values.remove(key)).filter(value -> !value.isEmpty());
    }

    /** A text. Variables of the environment become references to them. */
    Optional<String> text(String key) {
        return take(key)
                .flatMap(value -> value.text().map(text -> checked(value, key, text)))
                .filter(text -> !text.isEmpty());
    }

    /** A template; empty if it is Grafana's default one. */
    Optional<String> template(String key) {
        var value = values.get(key);
        return text(key)
                .filter(text -> !DEFAULT_TEMPLATE.matcher(text.strip()).matches())
                .filter(text -> NotificationTemplates.problem(text)
                        .map(problem -> {
                            problems.add(value.location(), problem);
                            return false;
                        })
                        .orElse(true));
    }

    private String checked(YamlValue value, String key, String text) {
        if (text.equals(REDACTED)) {
            problems.add(
                    value.location(),
                    "the value of '%s' is masked in this export".formatted(key),
                    "write it into the file before the import");
        }
        return VARIABLE.matcher(text).replaceAll(found -> {
            var name = found.group(1) == null ? found.group(2) : found.group(1);
            return name == null ? "\\$" : "\\${env:" + name + "}";
        });
    }

    /** Accepts a setting only without a value, or with one of these, which are the defaults of Tocsin. */
    void expect(String key, String... accepted) {
        var value = values.get(key);
        take(key)
                .flatMap(YamlValue::text)
                .filter(text ->
                        !WITHOUT_EFFECT.contains(text) && !Set.of(accepted).contains(text))
                .ifPresent(text -> problems.add(
                        value.location(), "'%s: %s' of a %s has no equivalent".formatted(key, text, type)));
    }

    /** Adds a problem for each setting that was not taken and has a value. */
    void rejectRemaining() {
        values.forEach((key, value) -> {
            var isWithoutEffect = value.isEmpty()
                    || !value.isMap()
                            && !value.isList()
                            && WITHOUT_EFFECT.contains(value.text().orElse(""));
            if (!isWithoutEffect) {
                problems.add(value.location(), "'%s' of a %s has no equivalent".formatted(key, type));
            }
        });
    }
}
