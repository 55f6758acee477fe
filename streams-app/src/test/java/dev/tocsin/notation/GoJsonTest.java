package dev.tocsin.notation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoJsonTest {
    @Test
    void escapesLikeGo() {
        assertThat(GoJson.string("a\"\\\n\t\u0001<>&\u2028é🙂\u007f"))
                .isEqualTo("\"a\\\"\\\\\\n\\t\\u0001\\u003c\\u003e\\u0026\\u2028é🙂\u007f\"");
        assertThat(GoJson.string("\ud800")).isEqualTo("\"\\ufffd\"");
    }

    @Test
    void keepsFieldOrder() {
        var fields = new LinkedHashMap<String, String>();
        fields.put("b", "1");
        fields.put("a", "2");
        assertThat(GoJson.value(fields)).isEqualTo("{\"b\":\"1\",\"a\":\"2\"}");
        assertThat(GoJson.value(List.of(1, List.of()))).isEqualTo("[1,[]]");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:30Z, 2026-01-01T00:00:30Z",
        "2026-01-01T00:00:30.120Z, 2026-01-01T00:00:30.12Z",
        "2026-01-01T00:00:30.000000001Z, 2026-01-01T00:00:30.000000001Z",
        "2026-01-01T00:00:30.100200Z, 2026-01-01T00:00:30.1002Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z"
    })
    void timesHaveNoTrailingZeros(Instant instant, String expected) {
        assertThat(GoTime.format(instant)).isEqualTo(expected);
    }
}
