package dev.tocsin.labels;

import dev.tocsin.labels.RegexPrefixes.Extent;

/**
 * Reads a regular expression, known to be well-formed, for the texts that it can match. It understands what people
 * write to choose labels; of the rest it says that it does not know, and never too much.
 */
final class RegexAnalyzer {
    private static final int MAX_CLASS_SIZE = 16;

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

    private RegexAnalyzer(String pattern, boolean dotIsAnything) {
        this.pattern = pattern;
        this.dotIsAnything = dotIsAnything;
    }

    /** @param dotIsAnything whether a dot matches newlines too */
    static RegexPrefixes analyze(String pattern, boolean dotIsAnything) {
        var reading = new RegexAnalyzer(pattern, dotIsAnything);
        try {
            var texts = reading.alternatives();
            var isWhole = reading.at == pattern.length();
            // An assertion can only take texts away, which matters where all were said to match.
            var isTooMuch = reading.hasAssertions && texts.extent() == Extent.ANYTHING;
            return !isWhole ? RegexPrefixes.UNKNOWN : isTooMuch ? texts.withUnknownSuffix() : texts;
        } catch (NotUnderstood e) {
            return RegexPrefixes.UNKNOWN;
        }
    }

    private RegexPrefixes alternatives() {
        var texts = sequence();
        while (next('|')) {
            texts = texts.or(sequence());
        }
        return texts;
    }

    private RegexPrefixes sequence() {
        var texts = RegexPrefixes.EMPTY_ONLY;
        while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
            texts = texts.then(repeated());
        }
        return texts;
    }

    private RegexPrefixes repeated() {
        var isDot = dotIsAnything && pattern.charAt(at) == '.';
        var texts = atom();
        while (at < pattern.length()) {
            if (next('*')) {
                texts = isDot ? RegexPrefixes.ALL : RegexPrefixes.UNKNOWN;
            } else if (next('+')) {
                texts = texts.withUnknownSuffix();
            } else if (next('?')) {
                texts = texts.or(RegexPrefixes.EMPTY_ONLY);
            } else if (isRepetition()) {
                texts = pattern.charAt(at + 1) == '0' ? RegexPrefixes.UNKNOWN : texts.withUnknownSuffix();
                at = pattern.indexOf('}', at) + 1;
            } else {
                break;
            }
            // Whether it takes much or little makes no difference to a whole text.
            next('?');
        }
        return texts;
    }

    private RegexPrefixes atom() {
        var character = pattern.codePointAt(at);
        at += Character.charCount(character);
        return switch (character) {
            case '(' -> group();
            case '[' -> characterClass();
            case '\\' -> escaped();
            case '.' -> RegexPrefixes.UNKNOWN;
            case '^', '$' -> assertion();
            default -> RegexPrefixes.only(Character.toString(character));
        };
    }

    private RegexPrefixes group() {
        if (next('?') && !next(':')) {
            throw new NotUnderstood();
        }
        var texts = alternatives();
        if (!next(')')) {
            throw new NotUnderstood();
        }
        return texts;
    }

    private RegexPrefixes assertion() {
        hasAssertions = true;
        return RegexPrefixes.EMPTY_ONLY;
    }

    private RegexPrefixes escaped() {
        var character = pattern.codePointAt(at);
        at += Character.charCount(character);
        return switch (character) {
            case 'd', 'D', 's', 'S', 'w', 'W' -> RegexPrefixes.UNKNOWN;
            case 'A', 'b', 'B', 'z' -> assertion();
            default -> {
                if (character > 0x7f || Character.isLetterOrDigit(character)) {
                    throw new NotUnderstood();
                }
                yield RegexPrefixes.only(Character.toString(character));
            }
        };
    }

    /** A few characters that are told one by one, or as ranges of digits and letters. */
    private RegexPrefixes characterClass() {
        var end = pattern.indexOf(']', at + 1);
        var inside = pattern.substring(at, end);
        var isPlain = inside.codePoints()
                .allMatch(each -> each == '-' || each == '_' || each < 0x80 && Character.isLetterOrDigit(each));
        if (!isPlain) {
            return otherClass();
        }
        at = end + 1;
        var texts = RegexPrefixes.UNKNOWN;
        for (var i = 0; i < inside.length(); i++) {
            var first = inside.charAt(i);
            var isRange = i + 2 < inside.length() && inside.charAt(i + 1) == '-';
            var last = isRange ? inside.charAt(i + 2) : first;
            i += isRange ? 2 : 0;
            if (last - first >= MAX_CLASS_SIZE) {
                return RegexPrefixes.UNKNOWN;
            }
            for (var each = first; each <= last; each++) {
                var one = RegexPrefixes.only(Character.toString(each));
                texts = texts == RegexPrefixes.UNKNOWN ? one : texts.or(one);
            }
        }
        return texts;
    }

    private RegexPrefixes otherClass() {
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
        return RegexPrefixes.UNKNOWN;
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
