package dev.tocsin.cli;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.labels.MatcherParser;
import java.util.LinkedHashMap;
import java.util.List;

/** Labels as they are typed: {@code name=value}, in the notation of matchers. */
final class LabelArguments {
    private LabelArguments() {}

    /** @throws CommandFailedException in amtool's words */
    static Labels parse(List<String> pairs, MatcherParser notation) {
        var labels = new LinkedHashMap<String, String>();
        for (var pair : pairs) {
            var matcher = matcher(pair, notation);
            if (matcher.op() != Matcher.Op.EQUAL) {
                throw new CommandFailedException("Labels must be specified as key=value pairs");
            }
            labels.put(matcher.name(), matcher.value());
        }
        return Labels.of(labels);
    }

    private static Matcher matcher(String pair, MatcherParser notation) {
        try {
            return notation.parse(pair);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException("Failed to parse labels: " + e.getMessage());
        }
    }
}
