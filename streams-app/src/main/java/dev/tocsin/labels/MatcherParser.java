package dev.tocsin.labels;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads Alertmanager's notations of matchers, the classic one and that for all of UTF-8. Which of them, and which one
 * prevails where both can read a text, is the mode.
 */
public enum MatcherParser {
    /** Both, as Alertmanager does unless told otherwise: where they disagree, and in its errors, classic prevails. */
    FALLBACK {
        @Override
        public List<Matcher> parseList(String text) {
            return either(utf8(text), () -> ClassicMatcherParser.parseList(text));
        }

        @Override
        Matcher single(String text) {
            return either(utf8(text), () -> List.of(ClassicMatcherParser.parse(text)), 1)
                    .get(0);
        }
    },
    CLASSIC {
        @Override
        public List<Matcher> parseList(String text) {
            return ClassicMatcherParser.parseList(text);
        }

        @Override
        Matcher single(String text) {
            return ClassicMatcherParser.parse(text);
        }
    },
    UTF8 {
        @Override
        public List<Matcher> parseList(String text) {
            return Utf8MatcherParser.parse(text);
        }

        @Override
        Matcher single(String text) {
            var matchers = Utf8MatcherParser.parse(text);
            if (matchers.size() != 1) {
                throw new IllegalArgumentException(
                        matchers.isEmpty() ? "no matchers" : "expected 1 matcher, found " + matchers.size());
            }
            return matchers.get(0);
        }
    };

    /**
     * Any number of matchers, with or without braces around them.
     *
     * @throws IllegalArgumentException in Alertmanager's words
     */
    public abstract List<Matcher> parseList(String text);

    abstract Matcher single(String text);

    /** Whether a label may have this name: any text, or a classic one where nothing else can be written. */
    public boolean allowsName(String name) {
        return this == CLASSIC ? LabelName.isClassic(name) : LabelName.isValid(name);
    }

    /**
     * Exactly one matcher, without braces.
     *
     * @throws IllegalArgumentException in Alertmanager's words
     */
    public Matcher parse(String text) {
        if (this != CLASSIC && (text.startsWith("{") || text.endsWith("}"))) {
            throw new IllegalArgumentException("unexpected open or close brace: " + text);
        }
        return single(text);
    }

    /** Whether a text that can be read means the same in both notations. */
    public static boolean areSame(String text) {
        return utf8(text).filter(FALLBACK.parseList(text)::equals).isPresent();
    }

    private static Optional<List<Matcher>> utf8(String text) {
        try {
            return Optional.of(Utf8MatcherParser.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<Matcher> either(Optional<List<Matcher>> utf8, Supplier<List<Matcher>> classic) {
        try {
            return classic.get();
        } catch (IllegalArgumentException e) {
            return utf8.orElseThrow(() -> e);
        }
    }

    private static List<Matcher> either(Optional<List<Matcher>> utf8, Supplier<List<Matcher>> classic, int wanted) {
        return either(utf8.filter(matchers -> matchers.size() == wanted), classic);
    }
}
