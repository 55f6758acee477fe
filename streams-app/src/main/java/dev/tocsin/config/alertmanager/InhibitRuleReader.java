package dev.tocsin.config.alertmanager;

import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notation.GoQuote;
import dev.tocsin.notification.muting.InhibitRule;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.util.List;

/** Reads {@code inhibit_rules}. */
final class InhibitRuleReader {
    private final MatcherParser parser;
    private final MatchersReader sources;
    private final MatchersReader targets;

    InhibitRuleReader(MatcherParser parser) {
        this.parser = parser;
        this.sources = MatchersReader.of("source_", parser);
        this.targets = MatchersReader.of("target_", parser);
    }

    List<InhibitRule> read(YamlMap root) {
        return root.items("inhibit_rules").stream()
                .map(item -> rule(item.map()))
                .toList();
    }

    private InhibitRule rule(YamlMap map) {
        var rule = new InhibitRule(map.text("name", ""), sources.read(map), targets.read(map), equal(map));
        map.rejectUnknownKeys();
        return rule;
    }

    private List<String> equal(YamlMap map) {
        var labels = map.get("equal").map(YamlValue::texts).orElse(List.of());
        labels.stream()
                .filter(label -> !parser.allowsName(label))
                .forEach(label -> map.problem(
                        "equal", "invalid label name %s in equal list".formatted(GoQuote.quote(label)), ""));
        return labels.stream().filter(parser::allowsName).toList();
    }
}
