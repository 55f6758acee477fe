package dev.tocsin.config.alertmanager;

import dev.tocsin.labels.Matcher;
import dev.tocsin.labels.MatcherFormat;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notation.GoQuote;
import dev.tocsin.notification.routing.RouteNode;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Reads matchers from the keys {@code matchers}, {@code match} and {@code match_re}, of which the last two are deprecated.
 *
 * @param matchers key of a list of matchers
 * @param match key of a mapping from labels to values
 * @param matchRe key of a mapping from labels to regular expressions
 */
record MatchersReader(String matchers, String match, String matchRe, MatcherParser parser) {
    /** @param prefix of the keys, such as {@code source_} */
    static MatchersReader of(String prefix, MatcherParser parser) {
        return new MatchersReader(prefix + "matchers", prefix + "match", prefix + "match_re", parser);
    }

    List<String> keys() {
        return List.of(matchers, match, matchRe);
    }

    List<Matcher> read(YamlMap map) {
        var found = new ArrayList<Matcher>();
        for (var item : map.items(matchers)) {
            item.text()
                    .ifPresent(text -> tryParse(item, () -> {
                        found.addAll(parser.parseList(text));
                        warnIfClassicSyntax(item, text);
                    }));
        }
        var texts = found.stream().map(MatcherFormat::format).toList();
        map.get(matchers).ifPresent(list -> list.recordEquivalent(texts));
        pairs(map, match, RouteNode::match, found);
        pairs(map, matchRe, RouteNode::matchRe, found);
        return found;
    }

    private void pairs(YamlMap map, String key, BiFunction<String, String, Matcher> toMatcher, List<Matcher> found) {
        map.get(key)
                .filter(pairs -> !pairs.isEmpty())
                .ifPresent(pairs -> map.warn(key, key + " is deprecated", "write it under " + matchers));
        map.get(key)
                .ifPresent(pairs -> pairs.entries().forEach((name, value) -> {
                    if (value.isNull() && key.equals(matchRe)) {
                        value.problem("invalid regexp value for " + GoQuote.quote(name), "");
                    } else {
                        value.text().ifPresent(text -> tryParse(value, () -> found.add(toMatcher.apply(name, text))));
                    }
                }));
    }

    // In the UTF-8 notation, the text would be invalid or mean something else.
    private void warnIfClassicSyntax(YamlValue item, String text) {
        if (parser == MatcherParser.FALLBACK && !MatcherParser.areSame(text)) {
            item.warn(
                    "'%s' is read in the classic notation of matchers".formatted(text),
                    "quote the value, and any name with characters other than letters, digits and '_'");
        }
    }

    private static void tryParse(YamlValue value, Runnable parse) {
        try {
            parse.run();
        } catch (IllegalArgumentException e) {
            value.problem(e.getMessage(), "");
        }
    }
}
