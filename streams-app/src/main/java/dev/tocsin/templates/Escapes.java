package dev.tocsin.templates;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The escaping functions {@code html}, {@code js} and {@code urlquery} of text/template. */
public final class Escapes {
    private static final String IN_HTML = "\"'&<>\0";
    private static final String[] HTML = {"&#34;", "&#39;", "&amp;", "&lt;", "&gt;", "\uFFFD"};
    private static final String IN_SCRIPT = "\\'\"<>&=";
    private static final String[] SCRIPT = {"\\\\", "\\'", "\\\"", "\\u003C", "\\u003E", "\\u0026", "\\u003D"};

    private Escapes() {}

    static String html(String text) {
        var escaped = new BoundedText();
        text.codePoints().forEach(c -> {
            var special = IN_HTML.indexOf(c);
            escaped.add(special >= 0 ? HTML[special] : Character.toString(c));
        });
        return escaped.toString();
    }

    static String script(String text) {
        var escaped = new BoundedText();
        text.codePoints().forEach(c -> {
            var special = IN_SCRIPT.indexOf(c);
            var plain = c < ' ' || c == 0x7f ? "\\u%04X".formatted(c) : Character.toString(c);
            escaped.add(special >= 0 ? SCRIPT[special] : plain);
        });
        return escaped.toString();
    }

    /** Escapes a part of a URL query, as Go's {@code url.QueryEscape}: a space becomes a plus. */
    public static String query(String text) {
        // URLEncoder escapes the tilde and not the asterisk; Go does the opposite.
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
