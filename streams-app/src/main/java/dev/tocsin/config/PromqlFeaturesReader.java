package dev.tocsin.config;

import dev.tocsin.evaluation.promql.Feature;
import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.yaml.SpellingSuggestion;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

/** Reads names of features: a list, or one text with commas, as a variable has it. */
final class PromqlFeaturesReader {
    private PromqlFeaturesReader() {}

    /** The stable language, and the features that are named. */
    static Features read(YamlMap evaluation) {
        return evaluation.get("features").map(PromqlFeaturesReader::read).orElse(Features.STABLE);
    }

    private static Features read(YamlValue value) {
        var features = EnumSet.noneOf(Feature.class);
        for (var item : value.isList() ? value.items() : List.of(value)) {
            item.text()
                    .ifPresent(text -> names(text)
                            .forEach(name -> Feature.find(name)
                                    .ifPresentOrElse(features::add, () -> addUnknownFeature(item, name))));
        }
        return Features.stableAnd(features);
    }

    private static Stream<String> names(String text) {
        return Stream.of(text.split(",")).map(String::strip).filter(name -> !name.isEmpty());
    }

    private static void addUnknownFeature(YamlValue item, String name) {
        var known = "known are " + String.join(", ", Feature.names());
        var remedy = SpellingSuggestion.closest(name, Feature.names())
                .map(meant -> "did you mean '%s'? %s".formatted(meant, known))
                .orElse(known);
        item.problem("%s names no feature: '%s'".formatted(item.path(), name), remedy);
    }
}
