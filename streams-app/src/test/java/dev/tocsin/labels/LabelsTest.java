package dev.tocsin.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsTest {
    @Test
    void labelsAreSortedWithoutEmptyValues() {
        var labels = Labels.of("job", "api", "instance", "a:1", "zone", "");
        assertThat(labels).hasToString("{instance=\"a:1\", job=\"api\"}");
        assertThat(labels.names()).containsExactly("instance", "job");
        assertThat(labels.get("zone")).isEmpty();
        assertThat(labels)
                .isEqualTo(Labels.of("instance", "a:1", "job", "api"))
                .hasSameHashCodeAs(labels.with("x", "y").with("x", ""));
    }

    @Test
    void changesReturnCopies() {
        var labels = Labels.of("a", "1", "b", "2", "c", "3");
        assertThat(labels.keep(List.of("a", "c"))).isEqualTo(Labels.of("a", "1", "c", "3"));
        assertThat(labels.drop(List.of("a", "c"))).isEqualTo(Labels.of("b", "2"));
        assertThat(labels.with(Labels.of("a", "9", "d", "4")))
                .isEqualTo(Labels.of("a", "9", "b", "2", "c", "3", "d", "4"));
    }

    @Test
    void labelsAreComparedBytewise() {
        assertThat(Labels.of("a", "1")).isLessThan(Labels.of("a", "1", "b", "1"));
        assertThat(Labels.of("a", "1", "b", "1")).isLessThan(Labels.of("a", "2"));
        assertThat(Labels.of("a", "\uffee")).isLessThan(Labels.of("a", "🙂"));
    }

    @ParameterizedTest(name = "{0} has the fingerprint {1}")
    @CsvSource(delimiter = '|', textBlock = """
        ''                                                              | cbf29ce484222325
        alertname alert1 severity critical                              | 0223b772b51c29e1
        alertname HighCPU cluster eu1 instance a:9100 severity critical | 68052324c8f17711
        alertname HighCPU cluster eu1 instance b:9100 severity critical | 1bd17aad376c3084
        """)
    void fingerprintIsAlertmanagers(String words, String fingerprint) {
        var labels = words.isEmpty() ? Labels.EMPTY : Labels.of(words.split(" "));
        assertThat(labels.fingerprint()).hasToString(fingerprint).isEqualTo(Fingerprint.parse(fingerprint));
    }

    @ParameterizedTest(name = "{0} {1} ''{2}'': ''{3}'' {4}")
    @CsvSource(textBlock = """
        a, EQUAL,     x,     x,     true
        a, EQUAL,     '',    '',    true
        a, NOT_EQUAL, x,     '',    true
        a, REGEX,     x|y,   y,     true
        a, REGEX,     x,     xx,    false
        a, REGEX,     x.*,   xyz,   true
        a, NOT_REGEX, x.*,   xyz,   false
        a, NOT_REGEX, x.+,   '',    true
        """)
    void matcherTestsTheWholeValue(String name, Matcher.Op op, String pattern, String value, boolean matches) {
        assertThat(Matcher.promql(name, op, pattern).matches(value)).isEqualTo(matches);
        assertThat(Matcher.alerting(name, op, pattern).matches(value)).isEqualTo(matches);
    }

    @Test
    void dotMatchesNewlineInPromqlOnly() {
        assertThat(Matcher.promql("a", Matcher.Op.REGEX, "x.y").matches("x\ny")).isTrue();
        assertThat(Matcher.alerting("a", Matcher.Op.REGEX, "x.y").matches("x\ny"))
                .isFalse();
    }

    @Test
    void regexErrorIsRe2s() {
        assertThatThrownBy(() -> Matcher.promql("a", Matcher.Op.REGEX, "x(")).hasMessageContaining("missing closing )");
    }
}
