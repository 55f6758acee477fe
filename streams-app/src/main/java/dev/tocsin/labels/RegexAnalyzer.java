package dev.tocsin.labels;

import dev.tocsin.labels.RegexPrefixes.Extent;

/**
 * Finds the set matches and prefixes of a valid regular expression. Supports what label matchers normally use. For all
 * other syntax the result is {@link RegexPrefixes#UNKNOWN}.
 */
final class RegexAnalyzer {
    private static final int MAX_CLASS_SIZE = 16;

    /** The analysis takes time that grows with the square of the length. */
    private static final int MAX_LENGTH = 1 << 14;

    /** Thrown for unsupported syntax. The result is then unknown. */
    private static final class UnsupportedSyntax extends RuntimeException {
        UnsupportedSyntax() {
            super(null, null, false, false);
        }
    }

    private final String pattern;
    private final boolean dotAll;
    private boolean hasAssertions;
    private int at;

    private RegexAnalyzer(String pattern, boolean dotAll) {
        this.pattern = pattern;
        this.dotAll = dotAll;
    }

    /** @param dotAll whether a dot matches newlines */
    static RegexPrefixes analyze(String pattern, boolean dotAll) {
        var analyzer = new RegexAnalyzer(pattern, dotAll);
        if (pattern.length() > MAX_LENGTH) {
            return RegexPrefixes.UNKNOWN;
        }
        try {
            var texts = analyzer.alternatives();
            var isWhole = analyzer.at == pattern.length();
            // An assertion can only exclude texts. That matters if all suffixes were said to match.
            var isTooWide = analyzer.hasAssertions && texts.extent() == Extent.ANYTHING;
            return !isWhole ? RegexPrefixes.UNKNOWN : isTooWide ? texts.withUnknownSuffix() : texts;
        } catch (UnsupportedSyntax e) {
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
        var isDot = dotAll && pattern.charAt(at) == '.';
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
            // Greedy or not makes no difference, because the whole text must match.
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
            throw new UnsupportedSyntax();
        }
        var texts = alternatives();
        if (!next(')')) {
            throw new UnsupportedSyntax();
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
                    throw new UnsupportedSyntax();
                }
                yield RegexPrefixes.only(Character.toString(character));
            }
        };
    }

    /** A class of single ASCII letters and digits, or ranges of them. */
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
        // A closing bracket in first position is a member of the class.
        var end = at + (pattern.startsWith("]", at) ? 1 : 0);
        while (pattern.charAt(end) != ']') {
            if (pattern.startsWith("[:", end)) {
                throw new UnsupportedSyntax();
            }
            end += pattern.charAt(end) == '\\' ? 2 : 1;
            if (end >= pattern.length()) {
                throw new UnsupportedSyntax();
            }
        }
        at = end + 1;
        return RegexPrefixes.UNKNOWN;
    }

    /** {3}, {3,} or {3,5}. Other braces are literals. */
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
