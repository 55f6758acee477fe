package dev.tocsin.config;

import dev.tocsin.labels.MatcherParser;
import dev.tocsin.yaml.SpellingSuggestion;
import dev.tocsin.yaml.YamlMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What Alertmanager turns on by {@code --enable-feature}, by the same names. */
final class AlertmanagerFeatures {
    private static final Map<String, MatcherParser> MATCHER_MODES =
            Map.of("classic-mode", MatcherParser.CLASSIC, "utf8-strict-mode", MatcherParser.UTF8);
    private static final String KEY = "features";

    private AlertmanagerFeatures() {}

    /** The notation of matchers that the features choose. */
    static MatcherParser matcherParser(YamlMap map) {
        var named = featureNames(map);
        for (var name : named) {
            if (!MATCHER_MODES.containsKey(name)) {
                map.problem(
                        KEY,
                        "%s: unknown option '%s'".formatted(map.childPath(KEY), name),
                        SpellingSuggestion.closest(name, MATCHER_MODES.keySet())
                                .map("did you mean '%s'?"::formatted)
                                .orElse("there are classic-mode and utf8-strict-mode"));
            }
        }
        if (named.containsAll(MATCHER_MODES.keySet())) {
            map.problem(
                    KEY, map.childPath(KEY) + ": cannot have both classic and UTF-8 modes enabled", "leave one out");
        }
        return named.stream()
                .filter(MATCHER_MODES::containsKey)
                .findFirst()
                .map(MATCHER_MODES::get)
                .orElse(MatcherParser.FALLBACK);
    }

    // A list, or one text with commas, as on Alertmanager's command line and in a variable.
    private static Set<String> featureNames(YamlMap map) {
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
