package dev.tocsin.templates.functions;

import dev.tocsin.notation.GoQuote;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A time layout of Go's package time: the reference time {@code Mon Jan 2 15:04:05 MST 2006} in the wanted format. */
final class GoLayout {
    private static final Pattern ELEMENT = Pattern.compile("January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|PM|pm"
            + "|-07:00:00|-070000|-07:00|-0700|-07|Z07:00:00|Z070000|Z07:00|Z0700|Z07"
            + "|2006|002|__2|_2(?!006)|0[1-6]|15|[1-5]|[.,]0++(?![0-9])|[.,]9++(?![0-9])");

    /** @param isLiteral whether the text is literal, not an element of the layout */
    private record Part(String text, boolean isLiteral) {}

    private final String layout;
    private final List<Part> parts;

    private GoLayout(String layout, List<Part> parts) {
        this.layout = layout;
        this.parts = parts;
    }

    static GoLayout of(String layout) {
        var parts = new ArrayList<Part>();
        var elements = ELEMENT.matcher(layout);
        var at = 0;
        while (elements.find()) {
            parts.add(new Part(layout.substring(at, elements.start()), true));
            parts.add(new Part(elements.group(), false));
            at = elements.end();
        }
        parts.add(new Part(layout.substring(at), true));
        return new GoLayout(layout, parts);
    }

    String format(ZonedDateTime time) {
        var text = new StringBuilder();
        for (var part : parts) {
            text.append(part.isLiteral() ? part.text() : LayoutElement.write(part.text(), time));
        }
        return text.toString();
    }

    /** @throws IllegalArgumentException with Go's message if the text does not match the layout */
    ZonedDateTime parse(String text) {
        var reader = new LayoutTimeParser(text);
        for (var part : parts) {
            var rest = reader.rest();
            var isRead = part.isLiteral() ? reader.literal(part.text()) : reader.element(part.text());
            if (!isRead) {
                throw new IllegalArgumentException("parsing time %s as %s: cannot parse %s as %s"
                        .formatted(quote(text), quote(layout), quote(rest), quote(part.text())));
            }
        }
        if (!reader.rest().isEmpty()) {
            throw new IllegalArgumentException(
                    "parsing time %s: extra text: %s".formatted(quote(text), quote(reader.rest())));
        }
        return reader.time()
                .orElseThrow(
                        () -> new IllegalArgumentException("parsing time %s: out of range".formatted(quote(text))));
    }

    private static String quote(String text) {
        return GoQuote.quote(text);
    }
}
