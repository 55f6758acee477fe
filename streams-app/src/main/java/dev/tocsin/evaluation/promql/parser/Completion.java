package dev.tocsin.evaluation.promql.parser;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * The place of the cursor in an unfinished query, for an editor that completes the word before it.
 *
 * @param from index of the first character of the word
 * @param word the text from there to the cursor
 * @param metric the metric of the selector around the cursor; empty if there is none
 * @param label the label whose value is completed; empty at other places
 */
public record Completion(Place place, int from, String word, String metric, String label) {
    /** The keywords before a list of label names. */
    static final Set<String> LABEL_KEYWORDS = Set.of("by", "without", "on", "ignoring", "group_left", "group_right");

    /** Kinds of words that can stand at a place. */
    public enum Place {
        /** Metrics, functions, aggregations and keywords. */
        EXPRESSION,
        LABEL_NAME,
        LABEL_VALUE,
        DURATION,
        /** Nothing can be completed, as in a comment. */
        NOTHING
    }

    /** @param position index of the cursor, from 0 to the length of the text */
    public static Completion at(String text, int position) {
        return new Scan(text.substring(0, position)).completion();
    }

    /** Scans the text before the cursor. Unlike the parser, it does not need a whole query. */
    private static final class Scan {
        private final String text;
        /** Open brackets; {@code l} is a parenthesis around label names. */
        private final Deque<Character> open = new ArrayDeque<>();

        private int at;
        private String lastWord = "";
        private String metric = "";
        private String label = "";
        private boolean afterOperator;

        Scan(String text) {
            this.text = text;
        }

        Completion completion() {
            while (at < text.length()) {
                var character = text.charAt(at);
                if (isWordPart(character)) {
                    var start = at;
                    while (at < text.length() && isWordPart(text.charAt(at))) {
                        at++;
                    }
                    if (at == text.length()) {
                        return word(start);
                    }
                    lastWord = text.substring(start, at);
                } else if (character == '#') {
                    var end = text.indexOf('\n', at);
                    if (end < 0) {
                        return new Completion(Place.NOTHING, text.length(), "", "", "");
                    }
                    at = end;
                } else if (character == '"' || character == '\'' || character == '`') {
                    var end = endOfString(character);
                    if (end < 0) {
                        return inString();
                    }
                    at = end + 1;
                } else {
                    sign(character);
                    at++;
                }
            }
            return word(text.length());
        }

        private void sign(char character) {
            switch (character) {
                case '{' -> {
                    metric = lastWord;
                    open.push('{');
                }
                case '(' -> open.push(LABEL_KEYWORDS.contains(lastWord) ? 'l' : '(');
                case '[' -> open.push('[');
                case '}', ')', ']' -> open.poll();
                case '=', '!', '~' -> {
                    label = afterOperator ? label : lastWord;
                    afterOperator = true;
                    return;
                }
                default -> {}
            }
            if (!Character.isWhitespace(character)) {
                lastWord = "";
                afterOperator = false;
            }
        }

        /** Returns the index of the closing quote; -1 if there is none. */
        private int endOfString(char quote) {
            for (var i = at + 1; i < text.length(); i++) {
                if (text.charAt(i) == '\\' && quote != '`') {
                    i++;
                } else if (text.charAt(i) == quote) {
                    return i;
                }
            }
            return -1;
        }

        private Completion inString() {
            var start = at + 1;
            return isIn('{') && afterOperator
                    ? new Completion(Place.LABEL_VALUE, start, text.substring(start), metric, label)
                    : new Completion(Place.NOTHING, start, text.substring(start), "", "");
        }

        private Completion word(int start) {
            var word = text.substring(start);
            if (isIn('{')) {
                return new Completion(afterOperator ? Place.NOTHING : Place.LABEL_NAME, start, word, metric, "");
            }
            if (isIn('[')) {
                return new Completion(Place.DURATION, start, word, "", "");
            }
            return new Completion(isIn('l') ? Place.LABEL_NAME : Place.EXPRESSION, start, word, "", "");
        }

        private boolean isIn(char bracket) {
            return !open.isEmpty() && open.peek() == bracket;
        }

        private static boolean isWordPart(char character) {
            return Character.isLetterOrDigit(character) || character == '_' || character == ':';
        }
    }
}
