package dev.tocsin.labels;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Parser for Alertmanager's matchers. The modes are those of Alertmanager: classic, UTF-8, and UTF-8 with a fallback to
 * classic.
 */
public enum MatcherParser {
    /** Alertmanager's default. If the parsers disagree, the classic result or error is used. */
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
     * Parses any number of matchers, with or without braces.
     *
     * @throws IllegalArgumentException with Alertmanager's error
     */
    public abstract List<Matcher> parseList(String text);

    abstract Matcher single(String text);

    /** Whether the mode allows a label name: any valid name, or in classic mode the legacy form only. */
    public boolean allowsName(String name) {
        return this == CLASSIC ? LabelName.isClassic(name) : LabelName.isValid(name);
    }

    /**
     * Parses exactly one matcher, without braces.
     *
     * @throws IllegalArgumentException with Alertmanager's error
     */
    public Matcher parse(String text) {
        if (this != CLASSIC && (text.startsWith("{") || text.endsWith("}"))) {
            throw new IllegalArgumentException("unexpected open or close brace: " + text);
        }
        return single(text);
    }

    /** Whether a valid text means the same to both parsers. */
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
