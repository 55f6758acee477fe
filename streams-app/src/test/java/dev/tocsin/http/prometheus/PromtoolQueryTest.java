package dev.tocsin.http.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.ExternalProgram;
import dev.tocsin.http.HttpApiFixture;
import dev.tocsin.labels.Labels;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The commands {@code promtool query} print for this API what they print for Prometheus 3.5.3 with the same samples. Needs
 * promtool on the path or {@code -Dpromtool=FILE}, else skipped.
 */
class PromtoolQueryTest {
    private static HttpApiFixture api;

    @BeforeAll
    static void appendSamples() {
        api = HttpApiFixture.open();
        var now = HttpApiFixture.NOW.toEpochMilli();
        for (var i = 0; i <= 10; i++) {
            var time = now - 600_000 + 60_000L * i;
            api.samples.append(Labels.of("__name__", "up", "job", "a", "instance", "a:1"), time, 1);
            api.samples.append(Labels.of("__name__", "up", "job", "b", "instance", "b:1"), time, 0);
            api.samples.append(Labels.of("__name__", "requests_total", "code", "200", "job", "a"), time, i * 30);
        }
    }

    @AfterAll
    static void close() {
        api.close();
    }

    @ParameterizedTest(name = "promtool query {0}")
    @CsvSource(delimiter = '|', textBlock = """
            instant URL up --time=2026-01-01T12:00:00Z | 0 | up{instance="a:1", job="a"} => 1 @[1767268800];up{instance="b:1", job="b"} => 0 @[1767268800]
            instant URL sum(up) --time=2026-01-01T12:00:00Z -o json | 0 | [{"metric":{},"value":[1767268800,"1"]}]
            instant URL up{ | 1 | query error: bad_data: invalid parameter "query": 1:4: parse error: unexpected end of input inside braces
            instant URL 1+ | 1 | query error: bad_data: invalid parameter "query": 1:3: parse error: unexpected end of input
            range URL requests_total --start=1767268680 --end=1767268800 --step=1m | 0 | requests_total{code="200", job="a"} =>;240 @[1767268680];270 @[1767268740];300 @[1767268800]
            series URL --match=up --start=2026-01-01T11:00:00Z --end=2026-01-01T12:00:00Z | 0 | {__name__="up", instance="a:1", job="a"};{__name__="up", instance="b:1", job="b"}
            labels URL job --start=2026-01-01T11:00:00Z --end=2026-01-01T12:00:00Z | 0 | a;b
            """)
    void printsWhatItPrintsForPrometheus(String arguments, int code, String lines)
            throws IOException, InterruptedException {
        var promtool = ExternalProgram.find("promtool");
        Assumptions.assumeTrue(promtool.isPresent(), "no promtool on the path or in -Dpromtool: its test is skipped");
        for (var base : List.of(api.url(), api.url() + "/prometheus")) {
            var command = Stream.concat(
                            Stream.of("query"),
                            Stream.of(arguments.replace("URL", base).split(" ")))
                    .toList();
            var result = promtool.orElseThrow().run(command);
            assertThat(result.output().strip().lines()).containsExactly(lines.split(";"));
            assertThat(result.code()).isEqualTo(code);
        }
    }
}
