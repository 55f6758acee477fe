package dev.tocsin.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.notation.GoQuote;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoUnquoteTest {
    @ParameterizedTest
    @ValueSource(strings = {"plain", "a\"b\\c\n\t\r\u0007\u000b\u0001", "é🙂\u2028", ""})
    void unquoteReversesQuote(String text) {
        var quoted = GoQuote.quote(text);
        assertThat(GoUnquote.unquote(quoted.substring(1, quoted.length() - 1))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\\q", "\\", "\\x1", "\\xzz", "\\777", "\\ud800", "\\U00110000", "\\xff", "a\"b", "a\nb", "\\'"})
    void unquoteRejectsBadLiterals(String text) {
        assertThatThrownBy(() -> GoUnquote.unquote(text)).hasMessageContaining("is not a valid Go string");
    }
}
