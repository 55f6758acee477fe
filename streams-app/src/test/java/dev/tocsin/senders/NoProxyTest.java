package dev.tocsin.senders;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hosts that are reached without the proxy. */
class NoProxyTest {
    @ParameterizedTest(name = "{0} without {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            *                      | http://any.example/       | true
            example.org            | http://example.org/       | true
            example.org            | http://a.example.org/     | true
            example.org            | http://badexample.org/    | false
            .example.org           | http://example.org/       | false
            .example.org           | http://a.example.org/     | true
            example.org:8080       | http://example.org:8080/  | true
            example.org:8080       | http://example.org/       | false
            10.0.0.0/8, x.y        | http://10.1.2.3/          | true
            10.0.0.0/8             | http://11.1.2.3/          | false
            10.0.0.0/8             | http://ten.example/       | false
            10.1.2.3               | http://10.1.2.3:80/       | true
            ''                     | http://any.example/       | false
            """)
    void exceptions(String list, URI target, boolean excepted) {
        assertThat(new NoProxy(list).contains(target)).isEqualTo(excepted);
    }
}
