package dev.tocsin.templates;

import java.util.Locale;
import java.util.Set;

/** The context of the current output position in an HTML page. */
final class HtmlContext {
    /** The contexts in which a value can be written. */
    enum State {
        TEXT,
        /** The content of an element without child elements, such as a title. */
        RAW_TEXT,
        TAG,
        /** The value of an attribute without special meaning. */
        VALUE,
        URL,
        STYLE,
        SCRIPT,
        COMMENT
    }

    private static final Set<String> URLS = Set.of(
            "href", "src", "action", "formaction", "cite", "background", "data", "poster", "longdesc", "xlink:href");
    private static final int NO_QUOTE = -1;

    private State state = State.TEXT;
    private final StringBuilder word = new StringBuilder();
    private final StringBuilder url = new StringBuilder();
    private final ScriptContext script = new ScriptContext();
    private String element = "";
    private String attribute = "";
    private boolean afterEquals;
    private int quote = NO_QUOTE;

    State state() {
        return state == State.TAG && afterEquals ? ofAttribute() : state;
    }

    boolean isInAttribute() {
        return quote != NO_QUOTE || isUnquotedAttribute();
    }

    /** Whether the position is in an attribute value without quotes, which a space ends. */
    boolean isUnquotedAttribute() {
        return afterEquals || quote == ' ';
    }

    /** Considers only literal template text: a value must not decide how the next value is escaped. */
    boolean isAtStartOfUrl() {
        return url.toString().isBlank();
    }

    boolean isInQuery() {
        return url.indexOf("?") >= 0 || url.indexOf("#") >= 0;
    }

    boolean isOutsideTags() {
        return state == State.TEXT && quote == NO_QUOTE;
    }

    /** Whether {@code <} followed by this character starts a tag. */
    static boolean beginsTag(int c) {
        return c == '/' || c == '!' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    boolean isInScriptComment() {
        return script.isInComment();
    }

    /** Whether the position is in a string literal of a script. */
    boolean isInScriptString() {
        return script.isInString();
    }

    /** Advances over a value, which can start an attribute value without quotes. */
    void advanceOverValue() {
        if (state == State.TAG && afterEquals) {
            state = ofAttribute();
            afterEquals = false;
            quote = ' ';
        }
    }

    void advance(int c) {
        var before = state;
        advanceInState(c);
        if (state == State.SCRIPT && before == State.SCRIPT) {
            script.advance(c);
        } else if (state != State.SCRIPT) {
            script.restart();
        }
    }

    private void advanceInState(int c) {
        switch (state) {
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
            if (state == State.TEXT) {
                enterTag();
            }
        } else if (state != State.TEXT) {
            word.appendCodePoint(c);
            if (word.toString().equalsIgnoreCase("</" + element)) {
                enterTag();
                element = "/" + element;
            }
        }
    }

    private void enterTag() {
        state = State.TAG;
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
                state = State.COMMENT;
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
        state = switch (element) {
            case "script" -> State.SCRIPT;
            case "style" -> State.STYLE;
            case "title", "textarea" -> State.RAW_TEXT;
            default -> State.TEXT;
        };
    }

    private void beginValue(int c) {
        state = ofAttribute();
        afterEquals = false;
        url.setLength(0);
        quote = c == '"' || c == '\'' ? c : ' ';
        if (quote == ' ') {
            inValue(c);
        }
    }

    private State ofAttribute() {
        if (URLS.contains(attribute)) {
            return State.URL;
        }
        return attribute.equals("style") ? State.STYLE : attribute.startsWith("on") ? State.SCRIPT : State.VALUE;
    }

    private void inValue(int c) {
        var ends = quote == ' ' ? Character.isWhitespace(c) || c == '>' : c == quote;
        if (!ends) {
            url.appendCodePoint(c);
            return;
        }
        quote = NO_QUOTE;
        state = State.TAG;
        if (c == '>') {
            leaveTag();
        }
    }

    private void inComment(int c) {
        word.appendCodePoint(c);
        if (word.toString().endsWith("-->")) {
            word.setLength(0);
            state = State.TEXT;
        }
    }
}
