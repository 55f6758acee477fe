package dev.tocsin.labels;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Alertmanager's classic matcher parser, with names in the legacy form only. */
final class ClassicMatcherParser {
    private static final Pattern FORM =
            Pattern.compile("\\s*([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(=~|=|!=|!~)\\s*((?s).*?)\\s*");

    private ClassicMatcherParser() {}

    static List<Matcher> parseList(String text) {
        var from = text.startsWith("{") ? 1 : 0;
        var until = text.length() > from && text.endsWith("}") ? text.length() - 1 : text.length();
        return split(text.substring(from, until)).stream()
                .map(ClassicMatcherParser::parse)
                .toList();
    }

    static Matcher parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("bad matcher format: " + text);
        }
        return Matcher.alerting(parts.group(1), Matcher.Op.of(parts.group(2)), value(parts.group(3)));
    }

    private static String value(String raw) {
        if (!LabelName.isUnicode(raw)) {
            throw new IllegalArgumentException("matcher value not valid UTF-8: " + raw);
        }
        var quoted = raw.startsWith("\"");
        var value = new StringBuilder();
        for (var i = quoted ? 1 : 0; i < raw.length(); i++) {
            var c = raw.charAt(i);
            if (c == '"') {
                if (quoted && i == raw.length() - 1) {
                    return value.toString();
                }
                throw unescapedQuote(raw);
            }
            var next = i + 1 < raw.length() ? raw.charAt(i + 1) : ' ';
            if (c == '\\' && (next == 'n' || next == '"' || next == '\\')) {
                value.append(next == 'n' ? '\n' : next);
                i++;
            } else {
                value.append(c);
            }
        }
        if (quoted) {
            throw unescapedQuote(raw);
        }
        return value.toString();
    }

    private static IllegalArgumentException unescapedQuote(String raw) {
        return new IllegalArgumentException("matcher value contains unescaped double quote: " + raw);
    }

    /** Splits at commas outside quotes. A blank last element is dropped. */
    private static List<String> split(String text) {
        var elements = new ArrayList<String>();
        var quoted = false;
        var start = 0;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                elements.add(text.substring(start, i));
                start = i + 1;
            }
        }
        var last = text.substring(start);
        if (!last.isBlank()) {
            elements.add(last);
        }
        return elements;
    }
}
