package dev.tocsin.config;

import dev.tocsin.labels.MatcherParser;
import dev.tocsin.yaml.Spelling;
import dev.tocsin.yaml.YamlMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What Alertmanager turns on by {@code --enable-feature}, by the same names. */
final class Features {
    private static final Map<String, MatcherParser> MODES =
            Map.of("classic-mode", MatcherParser.CLASSIC, "utf8-strict-mode", MatcherParser.UTF8);
    private static final String KEY = "features";

    private Features() {}

    /** The notation of matchers that the features choose. */
    static MatcherParser matchers(YamlMap map) {
        var named = named(map);
        for (var name : named) {
            if (!MODES.containsKey(name)) {
                map.problem(
                        KEY,
                        "%s: unknown option '%s'".formatted(map.inside(KEY), name),
                        Spelling.closest(name, MODES.keySet())
                                .map("did you mean '%s'?"::formatted)
                                .orElse("there are classic-mode and utf8-strict-mode"));
            }
        }
        if (named.containsAll(MODES.keySet())) {
            map.problem(KEY, map.inside(KEY) + ": cannot have both classic and UTF-8 modes enabled", "leave one out");
        }
        return named.stream()
                .filter(MODES::containsKey)
                .findFirst()
                .map(MODES::get)
                .orElse(MatcherParser.FALLBACK);
    }

    // A list, or one text with commas, as on Alertmanager's command line and in a variable.
    private static Set<String> named(YamlMap map) {
        var names = new LinkedHashSet<String>();
        map.get(KEY).ifPresent(value -> {
            var texts = value.isList() ? value.texts() : value.text().stream().toList();
            texts.forEach(text -> Set.of(text.split(",")).stream()
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .forEach(names::add));
        });
        return names;
    }
}
