package dev.tocsin.templates;

import java.util.Locale;
import java.util.Set;

/** Where in a page of HTML one is, after so many characters of it. */
final class HtmlPosition {
    /** What a value may find itself in. */
    enum Place {
        TEXT,
        /** In a title or the like, where there are no tags. */
        RAW_TEXT,
        TAG,
        /** Of an attribute, with nothing special about it. */
        VALUE,
        URL,
        STYLE,
        SCRIPT,
        COMMENT
    }

    private static final Set<String> URLS = Set.of(
            "href", "src", "action", "formaction", "cite", "background", "data", "poster", "longdesc", "xlink:href");
    private static final int NO_QUOTE = -1;

    private Place place = Place.TEXT;
    private final StringBuilder word = new StringBuilder();
    private final StringBuilder url = new StringBuilder();
    private final ScriptPosition script = new ScriptPosition();
    private String element = "";
    private String attribute = "";
    private boolean afterEquals;
    private int quote = NO_QUOTE;

    Place place() {
        return place == Place.TAG && afterEquals ? ofAttribute() : place;
    }

    boolean isInAttribute() {
        return quote != NO_QUOTE || isBare();
    }

    /** Whether nothing but space would end the attribute. */
    boolean isBare() {
        return afterEquals || quote == ' ';
    }

    /** Only what the template itself wrote counts: a value must not decide how the next one is taken. */
    boolean isAtStartOfUrl() {
        return url.toString().isBlank();
    }

    boolean isInQuery() {
        return url.indexOf("?") >= 0 || url.indexOf("#") >= 0;
    }

    boolean isOutsideTags() {
        return place == Place.TEXT && quote == NO_QUOTE;
    }

    /** Whether a character after {@code <} makes it the beginning of a tag. */
    static boolean beginsTag(int c) {
        return c == '/' || c == '!' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    boolean isInRemark() {
        return script.isInRemark();
    }

    /** Whether one is between the quotes of a literal of the script. */
    boolean isInScriptText() {
        return script.isInText();
    }

    /** A value may be the beginning of an attribute without quotes. */
    void passValue() {
        if (place == Place.TAG && afterEquals) {
            place = ofAttribute();
            afterEquals = false;
            quote = ' ';
        }
    }

    void pass(int c) {
        var before = place;
        passInto(c);
        if (place == Place.SCRIPT && before == Place.SCRIPT) {
            script.pass(c);
        } else if (place != Place.SCRIPT) {
            script.restart();
        }
    }

    private void passInto(int c) {
        switch (place) {
            case TEXT, RAW_TEXT, SCRIPT, STYLE -> inElementOrValue(c);
            case TAG -> inTag(c);
            case COMMENT -> inComment(c);
            case VALUE, URL -> inValue(c);
        }
    }

    private void inElementOrValue(int c) {
        if (quote != NO_QUOTE) {
            inValue(c);
        } else if (c == '<') {
            word.setLength(0);
            word.append('<');
            if (place == Place.TEXT) {
                enterTag();
            }
        } else if (place != Place.TEXT) {
            word.appendCodePoint(c);
            if (word.toString().equalsIgnoreCase("</" + element)) {
                enterTag();
                element = "/" + element;
            }
        }
    }

    private void enterTag() {
        place = Place.TAG;
        element = "";
        attribute = "";
        afterEquals = false;
        word.setLength(0);
    }

    private void inTag(int c) {
        if (c == '>') {
            endWord();
            leaveTag();
        } else if (afterEquals && !Character.isWhitespace(c)) {
            beginValue(c);
        } else if (c == '=') {
            endWord();
            afterEquals = true;
        } else if (Character.isWhitespace(c)) {
            endWord();
        } else {
            word.appendCodePoint(c);
            if (word.toString().equals("!--") && element.isEmpty()) {
                word.setLength(0);
                place = Place.COMMENT;
            }
        }
    }

    private void endWord() {
        if (!word.isEmpty()) {
            var ended = word.toString().toLowerCase(Locale.ROOT);
            if (element.isEmpty()) {
                element = ended;
            } else {
                attribute = ended;
            }
            word.setLength(0);
        }
    }

    private void leaveTag() {
        place = switch (element) {
            case "script" -> Place.SCRIPT;
            case "style" -> Place.STYLE;
            case "title", "textarea" -> Place.RAW_TEXT;
            default -> Place.TEXT;
        };
    }

    private void beginValue(int c) {
        place = ofAttribute();
        afterEquals = false;
        url.setLength(0);
        quote = c == '"' || c == '\'' ? c : ' ';
        if (quote == ' ') {
            inValue(c);
        }
    }

    private Place ofAttribute() {
        if (URLS.contains(attribute)) {
            return Place.URL;
        }
        return attribute.equals("style") ? Place.STYLE : attribute.startsWith("on") ? Place.SCRIPT : Place.VALUE;
    }

    private void inValue(int c) {
        var ends = quote == ' ' ? Character.isWhitespace(c) || c == '>' : c == quote;
        if (!ends) {
            url.appendCodePoint(c);
            return;
        }
        quote = NO_QUOTE;
        place = Place.TAG;
        if (c == '>') {
            leaveTag();
        }
    }

    private void inComment(int c) {
        word.appendCodePoint(c);
        if (word.toString().endsWith("-->")) {
            word.setLength(0);
            place = Place.TEXT;
        }
    }
}
