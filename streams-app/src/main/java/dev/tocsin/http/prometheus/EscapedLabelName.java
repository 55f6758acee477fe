package dev.tocsin.http.prometheus;

import dev.tocsin.http.common.ResponseEnvelope;
import dev.tocsin.labels.LabelName;
import dev.tocsin.notation.GoQuote;
import java.util.regex.Pattern;

/** Decodes the label name in a path: {@code U__http_2e_status} is {@code http.status}. */
final class EscapedLabelName {
    private static final String ESCAPE_PREFIX = "U__";
    private static final Pattern ESCAPE = Pattern.compile("__|_([0-9a-fA-F]{1,6})_");

    private EscapedLabelName() {}

    static String parse(String text) {
        var name = text.startsWith(ESCAPE_PREFIX) ? unescape(text.substring(ESCAPE_PREFIX.length())) : text;
        if (!LabelName.isValid(name)) {
            throw ResponseEnvelope.badData("invalid label name: " + GoQuote.quote(name));
        }
        return name;
    }

    private static String unescape(String text) {
        return ESCAPE.matcher(text).replaceAll(match -> {
            if (match.group(1) == null) {
                return "_";
            }
            var point = Integer.parseInt(match.group(1), 16);
            return java.util.regex.Matcher.quoteReplacement(
                    Character.isValidCodePoint(point) ? Character.toString(point) : match.group());
        });
    }
}
