package dev.tocsin.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits on the memory and the stack depth of a regular expression. */
class RegexSizeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(((x{1000}){1000}){1000})",
                "(?:(?:[a-z\\]]{100}){100}){100}",
                "(\\({999}){1,999}",
                "((((x{30}){30}){30}){30})"
            })
    void nestedRepetitionIsRejected(String pattern) {
        assertThatThrownBy(() -> Matcher.promql("a", Matcher.Op.REGEX, pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("error parsing regexp: expression too large");
    }

    @Test
    void deepNestingIsRejected() {
        assertThatThrownBy(() -> Matcher.alerting("a", Matcher.Op.NOT_REGEX, "(".repeat(5_000) + ")".repeat(5_000)))
                .hasMessage("error parsing regexp: expression nests too deeply: more than 250 groups");
    }

    @Test
    void longFlatExpressionIsAccepted() {
        var names = "server-[0-9]{1,4}\\.example|".repeat(700) + "{x|a{,2}|[]]{2}|[^]a]";
        var matcher = Matcher.promql("a", Matcher.Op.REGEX, names);
        assertThat(matcher.matches("server-12.example")).isTrue();
        assertThat(matcher.matches("]]")).isTrue();
        assertThat(matcher.matches("]")).isFalse();
    }
}
