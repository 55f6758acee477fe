package dev.tocsin.http.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.samples.StaleMarker;
import dev.tocsin.http.HttpApiFixture;
import dev.tocsin.labels.Labels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /federate}, as a real Prometheus answers it. */
class FederateTest {
    private static final long NOW = HttpApiFixture.NOW.toEpochMilli();

    private final HttpApiFixture api = HttpApiFixture.open();

    @BeforeEach
    void appendSamples() {
        append(NOW - 1_000, 1, "__name__", "up", "instance", "a:1", "job", "a");
        append(NOW - 2_000, 0, "__name__", "up", "job", "b", "cluster", "us");
        append(NOW, 9.1895e-05, "__name__", "job:load:avg", "path", "C:\\\"x\"\n");
        append(NOW, 3, "__name__", "http.requests", "http.status", "2");
        append(NOW - 300_001, 1, "__name__", "old");
        append(NOW, StaleMarker.VALUE, "__name__", "gone");
    }

    @AfterEach
    void close() {
        api.close();
    }

    private void append(long time, double value, String... labels) {
        api.samples.append(Labels.of(labels), time, value);
    }

    @Test
    void newestSamplesHaveTheExternalLabelsAndAnInstance() {
        var answer =
                api.get("/federate?match[]=up&match[]=job:load:avg&match[]=old&match[]=gone".replace("[]", "%5B%5D"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("text/plain; version=0.0.4; charset=utf-8; escaping=underscores");
        assertThat(answer.body()).isEqualTo("""
                # TYPE job:load:avg untyped
                job:load:avg{path="C:\\\\\\"x\\"\\n",cluster="eu",instance=""} 9.1895e-05 %d
                # TYPE up untyped
                up{cluster="us",job="b",instance=""} 0 %d
                up{instance="a:1",job="a",cluster="eu"} 1 %d
                """.formatted(NOW, NOW - 2_000, NOW - 1_000));
    }

    @Test
    void namesAreQuotedForScrapersThatAcceptThem() {
        var path = "/prometheus/federate?match%5B%5D=%7B%22http.requests%22%7D";
        assertThat(api.get(path).body())
                .isEqualTo(
                        "# TYPE http_requests untyped\nhttp_requests{http_status=\"2\",cluster=\"eu\",instance=\"\"} 3 %d\n"
                                .formatted(NOW));
        assertThat(api.get(path, "Accept", "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3")
                        .body())
                .isEqualTo(
                        "# TYPE \"http.requests\" untyped\n{\"http.requests\",\"http.status\"=\"2\",cluster=\"eu\",instance=\"\"} 3 %d\n"
                                .formatted(NOW));
    }

    @Test
    void nothingSelectedIsAnEmptyAnswer() {
        assertThat(api.get("/federate").statusCode()).isEqualTo(200);
        assertThat(api.get("/federate").body()).isEmpty();
        assertThat(api.get("/federate?match%5B%5D=up%7B").statusCode()).isEqualTo(400);
    }
}
