package dev.tocsin.http.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertsStreamParserTest {
    private static final String ALERT = """
            {"labels":{"alertname":"HighCPU","job":"node","empty":""},"annotations":{"summary":"CPU \\u00e4 \\"90\\""},\
            "startsAt":"2026-01-02T03:04:05.678Z","endsAt":"2026-02-28T03:04:05Z","generatorURL":"http://prom/g?a=b"}""";
    private static final List<String> PARTS = List.of(
            "null",
            "{}",
            "[]",
            "1",
            "\"\"",
            "\"x\"",
            ",",
            "\"labels\":",
            "\"Labels\":",
            "\"endsAt\":",
            "}",
            "{",
            "]",
            "\\",
            "\\ud800",
            "é",
            "\uD83D\uDE00",
            "2026-02-30",
            "\"more\":{\"a\":[1]},",
            "://",
            " ");

    @Test
    void theFormThatPrometheusWritesIsTaken() {
        var body = bytes("[" + ALERT + "," + ALERT + "]");
        assertThat(AlertsStreamParser.parse(body)).contains(AlertsBodyParser.parseTree(body));
        assertThat(AlertsStreamParser.parse(body).orElseThrow()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "[null]",
                "[{}]",
                "[{\"Labels\":{\"a\":\"b\"}}]",
                "[{\"labels\":{\"a\":null}}]",
                "[{\"labels\":{\"a\":1}}]",
                "[{\"labels\":{\"a\":\"b\"},\"endsAt\":\"soon\"}]",
                "[{\"labels\":{\"a\":\"b\"},\"generatorURL\":\"no uri\"}]",
                "[{\"labels\":{\"a\":\"b\"}"
            })
    void otherFormsAreLeftToTheTree(String body) {
        assertThat(AlertsStreamParser.parse(bytes(body))).isEmpty();
    }

    @Test
    void whatIsTakenIsWhatTheTreeHas() {
        var random = new Random(1);
        var taken = 0;
        for (var i = 0; i < 20_000; i++) {
            var body = bytes(mutated("[" + ALERT + "," + ALERT + "]", random));
            var alerts = AlertsStreamParser.parse(body);
            if (alerts.isPresent()) {
                taken++;
                assertThat(AlertsBodyParser.parseTree(body)).isEqualTo(alerts.get());
            }
        }
        assertThat(taken).isGreaterThan(2_000);
    }

    /** Replaces, inserts or deletes a piece of the text, once or twice. */
    private static String mutated(String text, Random random) {
        var from = random.nextInt(text.length());
        var to = Math.min(text.length(), from + random.nextInt(4));
        var part = random.nextInt(3) == 0 ? "" : PARTS.get(random.nextInt(PARTS.size()));
        var next = text.substring(0, from) + part + text.substring(to);
        return random.nextBoolean() && !next.isEmpty() ? next : mutated(next, random);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
