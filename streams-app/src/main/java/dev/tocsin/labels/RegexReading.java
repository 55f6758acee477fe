package dev.tocsin.labels;

import dev.tocsin.labels.RegexTexts.Extent;

/**
 * Reads a regular expression, known to be well-formed, for the texts that it can match. It understands what people
 * write to choose labels; of the rest it says that it does not know, and never too much.
 */
final class RegexReading {
    private static final int LARGEST_CLASS = 16;

    /** Thrown at what is not understood; the whole reading is then worth nothing. */
    private static final class NotUnderstood extends RuntimeException {
        NotUnderstood() {
            super(null, null, false, false);
        }
    }

    private final String pattern;
    private final boolean dotIsAnything;
    private boolean hasAssertions;
    private int at;

    private RegexReading(String pattern, boolean dotIsAnything) {
        this.pattern = pattern;
        this.dotIsAnything = dotIsAnything;
    }

    /** @param dotIsAnything whether a dot matches newlines too */
    static RegexTexts read(String pattern, boolean dotIsAnything) {
        var reading = new RegexReading(pattern, dotIsAnything);
        try {
            var texts = reading.alternatives();
            var isWhole = reading.at == pattern.length();
            // An assertion can only take texts away, which matters where all were said to match.
            var isTooMuch = reading.hasAssertions && texts.extent() == Extent.ANYTHING;
            return !isWhole ? RegexTexts.UNKNOWN : isTooMuch ? texts.open() : texts;
        } catch (NotUnderstood e) {
            return RegexTexts.UNKNOWN;
        }
    }

    private RegexTexts alternatives() {
        var texts = sequence();
        while (next('|')) {
            texts = texts.or(sequence());
        }
        return texts;
    }

    private RegexTexts sequence() {
        var texts = RegexTexts.EMPTY_ONLY;
        while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
            texts = texts.then(repeated());
        }
        return texts;
    }

    private RegexTexts repeated() {
        var isDot = dotIsAnything && pattern.charAt(at) == '.';
        var texts = atom();
        while (at < pattern.length()) {
            if (next('*')) {
                texts = isDot ? RegexTexts.ALL : RegexTexts.UNKNOWN;
            } else if (next('+')) {
                texts = texts.open();
            } else if (next('?')) {
                texts = texts.or(RegexTexts.EMPTY_ONLY);
            } else if (isRepetition()) {
                texts = pattern.charAt(at + 1) == '0' ? RegexTexts.UNKNOWN : texts.open();
                at = pattern.indexOf('}', at) + 1;
            } else {
                break;
            }
            // Whether it takes much or little makes no difference to a whole text.
            next('?');
        }
        return texts;
    }

    private RegexTexts atom() {
        var character = pattern.codePointAt(at);
        at += Character.charCount(character);
        return switch (character) {
            case '(' -> group();
            case '[' -> characterClass();
            case '\\' -> escaped();
            case '.' -> RegexTexts.UNKNOWN;
            case '^', '$' -> assertion();
            default -> RegexTexts.only(Character.toString(character));
        };
    }

    private RegexTexts group() {
        if (next('?') && !next(':')) {
            throw new NotUnderstood();
        }
        var texts = alternatives();
        if (!next(')')) {
            throw new NotUnderstood();
        }
        return texts;
    }

    private RegexTexts assertion() {
        hasAssertions = true;
        return RegexTexts.EMPTY_ONLY;
    }

    private RegexTexts escaped() {
        var character = pattern.codePointAt(at);
        at += Character.charCount(character);
        return switch (character) {
            case 'd', 'D', 's', 'S', 'w', 'W' -> RegexTexts.UNKNOWN;
            case 'A', 'b', 'B', 'z' -> assertion();
            default -> {
                if (character > 0x7f || Character.isLetterOrDigit(character)) {
                    throw new NotUnderstood();
                }
                yield RegexTexts.only(Character.toString(character));
            }
        };
    }

    /** A few characters that are told one by one, or as ranges of digits and letters. */
    private RegexTexts characterClass() {
        var end = pattern.indexOf(']', at + 1);
        var inside = pattern.substring(at, end);
        var isPlain = inside.codePoints()
                .allMatch(each -> each == '-' || each == '_' || each < 0x80 && Character.isLetterOrDigit(each));
        if (!isPlain) {
            return otherClass();
        }
        at = end + 1;
        var texts = RegexTexts.UNKNOWN;
        for (var i = 0; i < inside.length(); i++) {
            var first = inside.charAt(i);
            var isRange = i + 2 < inside.length() && inside.charAt(i + 1) == '-';
            var last = isRange ? inside.charAt(i + 2) : first;
            i += isRange ? 2 : 0;
            if (last - first >= LARGEST_CLASS) {
                return RegexTexts.UNKNOWN;
            }
            for (var each = first; each <= last; each++) {
                var one = RegexTexts.only(Character.toString(each));
                texts = texts == RegexTexts.UNKNOWN ? one : texts.or(one);
            }
        }
        return texts;
    }

    private RegexTexts otherClass() {
        if (pattern.startsWith("^", at)) {
            at++;
        }
        // A bracket that comes first is one of the characters.
        var end = at + (pattern.startsWith("]", at) ? 1 : 0);
        while (pattern.charAt(end) != ']') {
            if (pattern.startsWith("[:", end)) {
                throw new NotUnderstood();
            }
            end += pattern.charAt(end) == '\\' ? 2 : 1;
            if (end >= pattern.length()) {
                throw new NotUnderstood();
            }
        }
        at = end + 1;
        return RegexTexts.UNKNOWN;
    }

    /** {3}, {3,} or {3,5}; anything else is a brace and no repetition. */
    private boolean isRepetition() {
        if (pattern.charAt(at) != '{') {
            return false;
        }
        var end = pattern.indexOf('}', at);
        return end > 0 && pattern.substring(at + 1, end).matches("[0-9]+(,[0-9]*)?");
    }

    private boolean next(char wanted) {
        if (at < pattern.length() && pattern.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }
}
