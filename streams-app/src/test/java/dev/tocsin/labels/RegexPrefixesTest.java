package dev.tocsin.labels;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegexPrefixesTest {
    private static final List<String> PARTS = List.of(
            "a",
            "b",
            "ab",
            "x",
            "\n",
            ".",
            "*",
            "+",
            "?",
            "*?",
            "(",
            ")",
            "(?:",
            "(?i:",
            "(?P<n>",
            "|",
            "[ab]",
            "[^a]",
            "[a-c]",
            "[]a]",
            "[[:alpha:]]",
            "[\\]]",
            "\\.",
            "\\d",
            "\\b",
            "\\x61",
            "\\Qa.b\\E",
            "^",
            "$",
            "{2}",
            "{0,1}",
            "{,",
            "😀",
            "é");
    private static final List<String> ALPHABET = List.of("a", "b", "x", "A", ".", "\n", "]", "😀", "é", "{,", "1");

    @ParameterizedTest(name = "{0} matches only {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            api             | api
            "a|b|c"         | a b c
            "(foo|bar)baz"  | barbaz foobaz
            "^(a|b)$"       | a b
            "10\\.0\\.0\\.1"| 10.0.0.1
            "eu[12]"        | eu1 eu2
            "5(?:00|03)"    | 500 503
            "ab?"           | a ab
            "eu-[0-3]x"     | eu-0x eu-1x eu-2x eu-3x
            """)
    void setMatches(String pattern, String texts) {
        var known = Matcher.promql("x", Matcher.Op.REGEX, pattern).setMatches();
        assertThat(known).isPresent();
        assertThat(String.join(" ", new TreeSet<>(known.get()))).isEqualTo(texts);
    }

    @ParameterizedTest(name = "what {0} matches begins with {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            "abc.*"         | abc
            "a.+|b\\d"      | a b
            "(foo|bar).*z"  | bar foo
            "5.."           | 5
            "a+b"           | a
            "(a|ab).*"      | a
            ".*"            | ""
            ".+"            | ""
            "(?i)abc"       | ""
            "a*b"           | ""
            """)
    void prefixes(String pattern, String texts) {
        var matcher = Matcher.promql("x", Matcher.Op.REGEX, pattern);
        assertThat(matcher.setMatches()).isEmpty();
        assertThat(String.join(" ", new TreeSet<>(matcher.prefixes()))).isEqualTo(texts);
    }

    @Test
    void negativeMatcherHasNoSetMatchesOrPrefixes() {
        var matcher = Matcher.promql("x", Matcher.Op.NOT_REGEX, "a|b");
        assertThat(matcher.setMatches()).isEmpty();
        assertThat(matcher.prefixes()).containsExactly("");
    }

    @Test
    void matcherMatchesLikeItsExpression() {
        var compared = 0;
        for (var seed = 1L; seed <= 4_000; seed++) {
            var random = new Random(seed);
            var pattern = text(PARTS, 6, random);
            if (compiles(pattern)) {
                for (var i = 0; i < 10; i++) {
                    compare("seed %d: '%s'".formatted(seed, pattern), pattern, text(ALPHABET, 4, random));
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(8_000);
    }

    private static void compare(String what, String pattern, String text) {
        assertThat(Matcher.promql("x", Matcher.Op.REGEX, pattern).matches(text))
                .as("%s and '%s'", what, text)
                .isEqualTo(Pattern.matches("(?s:" + pattern + ")", text));
        assertThat(Matcher.alerting("x", Matcher.Op.NOT_REGEX, pattern).matches(text))
                .as("%s and '%s'", what, text)
                .isEqualTo(!Pattern.matches("(?:" + pattern + ")", text));
    }

    private static boolean compiles(String pattern) {
        try {
            Pattern.compile(pattern);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private static String text(List<String> parts, int most, Random random) {
        return IntStream.range(0, random.nextInt(most + 1))
                .mapToObj(i -> parts.get(random.nextInt(parts.size())))
                .collect(Collectors.joining());
    }
}
