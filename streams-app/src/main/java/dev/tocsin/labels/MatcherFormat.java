package dev.tocsin.labels;

import dev.tocsin.notation.GoQuote;
import java.util.Collection;
import java.util.stream.Collectors;

/** Alertmanager's text format of matchers, used in route keys and the UI. */
public final class MatcherFormat {
    private static final String RESERVED = "{}!=~,\\\"'`";

    private MatcherFormat() {}

    /** {@code name="value"}; a name with reserved characters or spaces is quoted. */
    public static String format(Matcher matcher) {
        if (matcher.name().codePoints().anyMatch(MatcherFormat::isReserved)) {
            return GoQuote.quote(matcher.name()) + matcher.op().sign() + GoQuote.quote(matcher.value());
        }
        var value = matcher.value().replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
        return matcher.name() + matcher.op().sign() + '"' + value + '"';
    }

    /** {@code {a="b",c!~"d.*"}}. */
    public static String format(Collection<Matcher> matchers) {
        return matchers.stream().map(MatcherFormat::format).collect(Collectors.joining(",", "{", "}"));
    }

    static boolean isReserved(int point) {
        return RESERVED.indexOf(point) >= 0 || isSpace(point);
    }

    // Go's unicode.IsSpace.
    static boolean isSpace(int point) {
        return point >= '\t' && point <= '\r' || point == 0x85 || Character.isSpaceChar(point);
    }
}
