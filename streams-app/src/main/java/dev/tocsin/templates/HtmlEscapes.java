package dev.tocsin.templates;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** The escaping functions of html/template for HTML, URLs, styles and scripts. */
final class HtmlEscapes {
    private static final String UNRESERVED = "-._~";
    private static final String RESERVED = "!#$&*+,/:;=?@[]%";
    private static final Set<String> SCHEMES = Set.of("http", "https", "mailto");

    private HtmlEscapes() {}

    static String html(String plain) {
        var html = new StringBuilder(plain.length());
        plain.codePoints().forEach(point -> {
            switch (point) {
                case 0 -> html.append('\uFFFD');
                case '"' -> html.append("&#34;");
                case '&' -> html.append("&amp;");
                case '\'' -> html.append("&#39;");
                case '+' -> html.append("&#43;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                default -> html.appendCodePoint(point);
            }
        });
        return html.toString();
    }

    /** Escapes HTML further for an attribute value without quotes, which a space would end. */
    static String unquotedAttribute(String html) {
        return html.replace(" ", "&#32;")
                .replace("\t", "&#9;")
                .replace("\n", "&#10;")
                .replace("\r", "&#13;")
                .replace("=", "&#61;")
                .replace("`", "&#96;");
    }

    /** Whether the URL is relative or has a scheme that executes nothing. */
    static boolean isSafeUrl(String url) {
        var colon = url.indexOf(':');
        var slash = url.indexOf('/');
        return colon < 0
                || slash >= 0 && slash < colon
                || SCHEMES.contains(url.substring(0, colon).toLowerCase(Locale.ROOT));
    }

    /** Percent-encodes characters that are not allowed in a URL. */
    static String url(String plain) {
        return encoded(plain, UNRESERVED + RESERVED);
    }

    /** Percent-encodes a part of a URL query. */
    static String query(String plain) {
        return encoded(plain, UNRESERVED);
    }

    static boolean isSafeStyle(String plain) {
        return plain.matches("[#!%,. \\p{Alnum}-]*")
                && !plain.toLowerCase(Locale.ROOT).contains("expression");
    }

    /** A JavaScript string literal. */
    static String scriptLiteral(String plain) {
        return '"' + scriptStringContent(plain) + '"';
    }

    /** The content of a JavaScript string literal, without the quotes. */
    static String scriptStringContent(String plain) {
        var literal = new StringBuilder();
        plain.chars()
                .forEach(c -> literal.append(
                        Character.isLetterOrDigit(c) && c < 0x80 || c == ' '
                                ? String.valueOf((char) c)
                                : "\\u%04x".formatted(c)));
        return literal.toString();
    }

    private static String encoded(String plain, String allowed) {
        var url = new StringBuilder();
        for (var unit : plain.getBytes(StandardCharsets.UTF_8)) {
            var c = (char) (unit & 0xff);
            var stays = c < 0x80 && (Character.isLetterOrDigit(c) || allowed.indexOf(c) >= 0);
            url.append(stays ? String.valueOf(c) : "%%%02x".formatted((int) c));
        }
        return url.toString();
    }
}
