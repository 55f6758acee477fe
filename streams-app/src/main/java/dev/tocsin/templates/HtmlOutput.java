package dev.tocsin.templates;

/** HTML output: tracks the context in the literal text and escapes each value according to its context. */
final class HtmlOutput implements Output {
    private static final String UNSAFE_VALUE = "ZgotmplZ";

    private final BoundedText text = new BoundedText();
    private final HtmlContext context = new HtmlContext();

    @Override
    public void literal(String literal) {
        var points = literal.codePoints().toArray();
        for (var i = 0; i < points.length; i++) {
            var next = i + 1 < points.length ? points[i + 1] : 0;
            if (points[i] == '<' && context.isOutsideTags() && !HtmlContext.beginsTag(next)) {
                text.add("&lt;");
            } else {
                text.add(points[i]);
                context.advance(points[i]);
            }
        }
    }

    @Override
    public void value(Object value) {
        var escaped = escaped(value == null ? "" : value);
        text.add(context.isUnquotedAttribute() ? HtmlEscapes.unquotedAttribute(escaped) : escaped);
        context.advanceOverValue();
    }

    private String escaped(Object value) {
        var plain = GoPrint.text(value);
        return switch (context.state()) {
            case TEXT -> isTrusted(value, SafeContent.Kind.HTML) ? plain : HtmlEscapes.html(plain);
            case RAW_TEXT -> HtmlEscapes.html(plain);
            case VALUE -> HtmlEscapes.html(plain);
            case URL -> url(plain, isTrusted(value, SafeContent.Kind.URL));
            case STYLE -> HtmlEscapes.isSafeStyle(plain) ? plain : UNSAFE_VALUE;
            case SCRIPT -> context.isInAttribute() ? HtmlEscapes.html(script(value, plain)) : script(value, plain);
            case COMMENT -> "";
            case TAG -> plain.matches("[A-Za-z0-9-]+") ? plain : UNSAFE_VALUE;
        };
    }

    private String script(Object value, String plain) {
        if (context.isInScriptComment()) {
            return "";
        }
        if (context.isInScriptString()) {
            return HtmlEscapes.scriptStringContent(plain);
        }
        var isWord = value instanceof Boolean || value instanceof Number && !(value instanceof TemplateObject);
        return isWord ? " " + plain + " " : HtmlEscapes.scriptLiteral(plain);
    }

    private String url(String plain, boolean trusted) {
        var filtered =
                trusted || !context.isAtStartOfUrl() || HtmlEscapes.isSafeUrl(plain) ? plain : "#" + UNSAFE_VALUE;
        var url = context.isInQuery() && !trusted ? HtmlEscapes.query(filtered) : HtmlEscapes.url(filtered);
        return HtmlEscapes.html(url);
    }

    private static boolean isTrusted(Object value, SafeContent.Kind kind) {
        return value instanceof SafeContent trusted && trusted.kind() == kind;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
