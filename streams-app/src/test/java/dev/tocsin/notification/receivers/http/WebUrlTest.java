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
        "http://a/b?c=d#e,          http://a/b?c=d",
        "http://a/b c,              http://a/b%20c",
        "http://a/b%20c,            http://a/b%20c",
        "http://a/Größe,            http://a/Gr%C3%B6%C3%9Fe",
        "'http://a/{x}|\"y\"<z>',   http://a/%7Bx%7D%7C%22y%22%3Cz%3E",
        "http://a?x=[1],            http://a?x=%5B1%5D",
        "http://[::1]:80/x,         http://[::1]:80/x",
    })
    void illegalCharactersAreEscaped(String written, String asked) {
        var url = WebUrl.of(written);
        assertThat(url.uri(url.host())).hasToString(asked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a/%", "http://a/%zz", "http://a b/"})
    void invalidUrlIsRejected(String written) {
        assertThatThrownBy(() -> WebUrl.check(written)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "http://alert_bridge:8080/hook,     alert_bridge,     8080, ''",
        "http://é.example/,                 xn--9ca.example,  80,   ''",
        "http://%C3%A9.example/,            xn--9ca.example,  80,   ''",
        "http://user:p@ss@bridge/,          bridge,           80,   user:p@ss",
        "https://user:p%40s%2Fs@bridge/,    bridge,           443,  user:p@s/s",
        "http://user:a+b@bridge/,           bridge,           80,   user:a+b",
        "http://user@bridge,                bridge,           80,   user:",
        "http://:secret@bridge/?x,          bridge,           80,   :secret",
        "http://-bad-.example/,             -bad-.example,    80,   ''",
        "http://1.2.3.4.5/,                 1.2.3.4.5,        80,   ''",
        "http://:8080/,                     localhost,        8080, ''",
        "http://host:/,                     host,             80,   ''",
        "HTTP://Host/,                      Host,             80,   ''",
        "'http://[fe80::1%25eth0]:81/',     fe80::1%eth0,     81,   ''",
    })
    void hostPortAndLoginAreTakenAsInGo(String written, String host, int port, String login) {
        var url = WebUrl.of(written);
        assertThat(url.host()).isEqualTo(host);
        assertThat(url.portOrDefault()).isEqualTo(port);
        assertThat(url.login().orElse("")).isEqualTo(login);
        assertThat(url.toString()).doesNotContain("p@s");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "'http://a/\n'        | invalid URL: invalid control character in URL",
                "'http://a/\t'        | invalid URL: invalid control character in URL",
                "http://user:p#w@h/   | invalid URL: invalid port \":p\" after host",
                "http://user:p/w@h/   | invalid URL: invalid port \":p\" after host",
                "http://us er@h/      | invalid URL: invalid userinfo",
                "http://a:1:2/        | invalid URL: invalid port \":1:2\" after host",
                "http://a:99999/      | invalid URL: port 99999 is not from 0 to 65535",
                "http://a%41/         | invalid URL: invalid URL escape in host name",
                "http://a/%zz         | invalid URL: invalid URL escape \"%zz\"",
                "http://[::1/         | invalid URL: missing ']' in host",
                "ftp://a/             | unsupported scheme \"ftp\" for URL",
                "//a/                 | unsupported scheme \"\" for URL",
                "http:/a              | missing host for URL",
                "http://user@/        | missing host for URL",
            })
    void invalidUrlIsRefusedWithGosReason(String written, String reason) {
        assertThatThrownBy(() -> WebUrl.check(written.replace("\\n", "\n").replace("\\t", "\t")))
                .hasMessage(reason);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "/x?y,                http://u:p@h:81/x?y",
        "x,                   http://u:p@h:81/a/x",
        "?y,                  http://u:p@h:81/a/?y",
        "//other/x,           http://other/x",
        "https://h:81/x#f,    https://h:81/x",
        "http://v:w@h/,       http://v:w@h/",
    })
    void redirectIsResolvedAsInGo(String location, String target) {
        assertThat(WebUrl.of("http://u:p@h:81/a/b?c").redirect(location)).isEqualTo(WebUrl.of(target));
    }
}
