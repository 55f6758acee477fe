package dev.tocsin.notification.receivers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs of configurations and templates, and the URLs of their requests. */
class WebUrlTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "http://a/b?c=d#e,          http://a/b?c=d#e",
        "http://a/b c,              http://a/b%20c",
        "http://a/b%20c,            http://a/b%20c",
        "http://a/Größe,            http://a/Gr%C3%B6%C3%9Fe",
        "'http://a/{x}|\"y\"<z>',   http://a/%7Bx%7D%7C%22y%22%3Cz%3E",
        "http://a?x=[1],            http://a?x=%5B1%5D",
        "http://[::1]:80/x,         http://[::1]:80/x",
    })
    void illegalCharactersAreEscaped(String written, String asked) {
        WebUrl.check(written);
        assertThat(WebUrl.of(written)).hasToString(asked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a/%", "http://a/%zz", "http://a b/"})
    void invalidUrlIsRejected(String written) {
        assertThatThrownBy(() -> WebUrl.check(written)).isInstanceOf(IllegalArgumentException.class);
    }
}
