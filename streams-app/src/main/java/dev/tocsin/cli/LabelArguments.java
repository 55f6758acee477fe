package dev.tocsin.cli;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.labels.MatcherParser;
import java.util.LinkedHashMap;
import java.util.List;

/** Parses label arguments {@code name=value} with the matcher parser, as amtool does. */
final class LabelArguments {
    private LabelArguments() {}

    /** @throws CommandFailedException with amtool's message */
    static Labels parse(List<String> pairs, MatcherParser parser) {
        var labels = new LinkedHashMap<String, String>();
        for (var pair : pairs) {
            var matcher = matcher(pair, parser);
            if (matcher.op() != Matcher.Op.EQUAL) {
                throw new CommandFailedException("Labels must be specified as key=value pairs");
            }
            labels.put(matcher.name(), matcher.value());
        }
        return Labels.of(labels);
    }

    private static Matcher matcher(String pair, MatcherParser parser) {
        try {
            return parser.parse(pair);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException("Failed to parse labels: " + e.getMessage());
        }
    }
}
