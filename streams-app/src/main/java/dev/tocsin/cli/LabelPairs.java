package dev.tocsin.cli;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.labels.MatcherParser;
import java.util.LinkedHashMap;
import java.util.List;

/** Labels as they are typed: {@code name=value}, in the notation of matchers. */
final class LabelPairs {
    private LabelPairs() {}

    /** @throws CommandFailed in amtool's words */
    static Labels parse(List<String> pairs, MatcherParser notation) {
        var labels = new LinkedHashMap<String, String>();
        for (var pair : pairs) {
            var matcher = matcher(pair, notation);
            if (matcher.op() != Matcher.Op.EQUAL) {
                throw new CommandFailed("Labels must be specified as key=value pairs");
            }
            labels.put(matcher.name(), matcher.value());
        }
        return Labels.of(labels);
    }

    private static Matcher matcher(String pair, MatcherParser notation) {
        try {
            return notation.parse(pair);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed("Failed to parse labels: " + e.getMessage());
        }
    }
}
