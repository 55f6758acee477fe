package dev.tocsin.templates;

/** A page of HTML: follows what the template itself writes, and escapes what comes into it by where it comes to stand. */
final class HtmlOutput implements Output {
    private static final String REFUSED = "ZgotmplZ";

    private final Text text = new Text();
    private final HtmlPosition position = new HtmlPosition();

    @Override
    public void literal(String literal) {
        var points = literal.codePoints().toArray();
        for (var i = 0; i < points.length; i++) {
            var next = i + 1 < points.length ? points[i + 1] : 0;
            if (points[i] == '<' && position.isOutsideTags() && !HtmlPosition.beginsTag(next)) {
                text.add("&lt;");
            } else {
                text.add(points[i]);
                position.pass(points[i]);
            }
        }
    }

    @Override
    public void value(Object value) {
        var escaped = escaped(value == null ? "" : value);
        text.add(position.isBare() ? HtmlEscapes.bare(escaped) : escaped);
        position.passValue();
    }

    private String escaped(Object value) {
        var plain = GoPrint.text(value);
        return switch (position.place()) {
            case TEXT -> isTrusted(value, Trusted.Kind.HTML) ? plain : HtmlEscapes.html(plain);
            case RAW_TEXT -> HtmlEscapes.html(plain);
            case VALUE -> HtmlEscapes.html(plain);
            case URL -> url(plain, isTrusted(value, Trusted.Kind.URL));
            case STYLE -> HtmlEscapes.isPlainStyle(plain) ? plain : REFUSED;
            case SCRIPT -> position.isInAttribute() ? HtmlEscapes.html(script(value, plain)) : script(value, plain);
            case COMMENT -> "";
            case TAG -> plain.matches("[A-Za-z0-9-]+") ? plain : REFUSED;
        };
    }

    private String script(Object value, String plain) {
        if (position.isInRemark()) {
            return "";
        }
        if (position.isInScriptText()) {
            return HtmlEscapes.scriptText(plain);
        }
        var isWord = value instanceof Boolean || value instanceof Number && !(value instanceof Described);
        return isWord ? " " + plain + " " : HtmlEscapes.script(plain);
    }

    private String url(String plain, boolean trusted) {
        var filtered =
                trusted || !position.isAtStartOfUrl() || HtmlEscapes.isHarmlessUrl(plain) ? plain : "#" + REFUSED;
        var url = position.isInQuery() && !trusted ? HtmlEscapes.query(filtered) : HtmlEscapes.url(filtered);
        return HtmlEscapes.html(url);
    }

    private static boolean isTrusted(Object value, Trusted.Kind kind) {
        return value instanceof Trusted trusted && trusted.kind() == kind;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
