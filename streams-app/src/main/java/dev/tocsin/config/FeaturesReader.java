package dev.tocsin.config;

import dev.tocsin.yaml.SpellingSuggestion;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the key {@code features} of a section: a list of names, or one text with commas as in a variable. */
final class FeaturesReader {
    static final String KEY = "features";

    private FeaturesReader() {}

    /** Returns the known names, each once. Unknown names are problems of the document. */
    static Set<String> read(YamlMap section, Collection<String> known) {
        var features = new LinkedHashSet<String>();
        section.get(KEY)
                .map(value -> value.isList() ? value.items() : List.of(value))
                .orElse(List.of())
                .forEach(item -> names(item).forEach(name -> {
                    if (known.contains(name)) {
                        features.add(name);
                    } else {
                        addUnknown(item, name, known);
                    }
                }));
        return features;
    }

    private static Stream<String> names(YamlValue item) {
        return item.text().stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty());
    }

    private static void addUnknown(YamlValue item, String name, Collection<String> known) {
        var list = "known features: " + String.join(", ", known);
        var remedy = SpellingSuggestion.closest(name, known)
                .map(meant -> "did you mean '%s'? %s".formatted(meant, list))
                .orElse(list);
        item.problem("%s: unknown feature '%s'".formatted(item.path(), name), remedy);
    }
}
