package dev.tocsin.http.prometheus;

import static dev.tocsin.http.prometheus.RemoteWriteMessages.message;
import static dev.tocsin.http.prometheus.RemoteWriteMessages.packed;
import static dev.tocsin.http.prometheus.RemoteWriteMessages.sample;
import static dev.tocsin.http.prometheus.RemoteWriteMessages.span;
import static dev.tocsin.http.prometheus.RemoteWriteMessages.zigzag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.samples.BucketCounts;
import dev.tocsin.evaluation.samples.BucketLayout;
import dev.tocsin.evaluation.samples.CounterResetHint;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.http.HttpApiFixture;
import dev.tocsin.labels.Labels;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.Snappy;

/** Remote write requests of version 2, encoded by hand. */
class RemoteWriteVersion2Test {
    private static final long NOW = HttpApiFixture.NOW.toEpochMilli();
    private static final Labels UP = Labels.of("__name__", "up", "job", "a");

    private final HttpApiFixture api = HttpApiFixture.open();

    @AfterEach
    void close() {
        api.close();
    }

    private HttpResponse<String> write(byte[] message, String... headers) throws IOException {
        return write(api, message, headers);
    }

    static HttpResponse<String> write(HttpApiFixture api, byte[] message, String... headers) throws IOException {
        var all = new ArrayList<>(List.of(
                "Content-Encoding",
                "snappy",
                "Content-Type",
                "application/x-protobuf;proto=io.prometheus.write.v2.Request"));
        all.addAll(List.of(headers));
        return api.send(
                "POST",
                "/api/v1/write",
                BodyPublishers.ofByteArray(Snappy.compress(message)),
                all.toArray(String[]::new));
    }

    /** A request with these symbols after the empty one: the first symbol has reference 1. */
    static ProtobufWriter request(String... symbols) {
        var request = message().add(4, "");
        for (var symbol : symbols) {
            request.add(4, symbol);
        }
        return request;
    }

    private static List<String> written(HttpResponse<String> answer) {
        return List.of("Samples", "Histograms", "Exemplars").stream()
                .map(kind -> answer.headers()
                        .firstValue("X-Prometheus-Remote-Write-" + kind + "-Written")
                        .orElse("absent"))
                .toList();
    }

    @Test
    void samplesAndHistogramsAreStoredWithTheirStartAndCounted() throws IOException {
        var histogram = message()
                .add(2, 3.5)
                .add(3, 7.0)
                .add(4, zigzag(-53))
                .add(11, span(0, 3))
                .add(13, 1.0)
                .add(13, 0.5)
                .add(13, 2.0)
                .add(15, NOW)
                .add(16, 1.0)
                .add(16, 2.0)
                .add(17, NOW - 7);
        var answer = write(request("__name__", "up", "job", "a", "h")
                .add(
                        5,
                        message()
                                .add(1, packed(1, 2, 3, 4))
                                .add(2, sample(1.5, NOW).add(3, NOW - 9)))
                .add(5, message().add(1, packed(1, 5)).add(3, histogram))
                .bytes());
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(written(answer)).containsExactly("1", "1", "0");
        var buckets = new Histogram(
                BucketLayout.custom(1, 2),
                0,
                3.5,
                7,
                BucketCounts.ofContiguous(0, 1, 0.5, 2),
                BucketCounts.NONE,
                CounterResetHint.UNKNOWN);
        assertThat(api.written)
                .containsExactly(
                        new TimeSeries(UP, List.of(Sample.of(NOW, 1.5).withStartTimestamp(NOW - 9))),
                        new TimeSeries(
                                Labels.of("__name__", "h"),
                                List.of(Sample.of(NOW, buckets).withStartTimestamp(NOW - 7))));
    }

    @Test
    void metadataIsAnsweredByTheApi() throws IOException {
        var request = request("__name__", "lat_bucket", "le", "1", "Latency.", "seconds", "up");
        for (var name : new long[] {2, 2, 7}) {
            request.add(
                    5,
                    message()
                            .add(1, packed(1, name, 3, 4))
                            .add(2, sample(1, NOW))
                            .add(
                                    5,
                                    message()
                                            .add(1, name == 2 ? 3 : 2)
                                            .add(3, 5)
                                            .add(4, name == 2 ? 6 : 0)));
        }
        assertThat(write(request.bytes()).statusCode()).isEqualTo(204);
        assertThat(api.get("/api/v1/metadata").body()).isEqualToIgnoringNewLines("""
                {"status":"success","data":{"lat":[{"type":"histogram","unit":"seconds","help":"Latency."}],\
                "up":[{"type":"gauge","unit":"","help":"Latency."}]}}""");
        assertThat(api.get("/api/v1/metadata?metric=up&limit_per_metric=1").body())
                .contains("gauge")
                .doesNotContain("histogram");
        assertThat(api.get("/api/v1/metadata?limit=1").body()).contains("lat").doesNotContain("gauge");
        assertThat(api.get("/api/v1/metadata?metric=nothing").body()).contains("\"data\":{}");
    }

    @Test
    void metadataOfVersion1IsAnsweredByTheApi() throws IOException {
        var metadata = message()
                .add(1, 1)
                .add(2, "http_requests_total")
                .add(4, "Requests.")
                .add(5, "requests");
        var answer = RemoteWriteMessages.write(api, message().add(3, metadata).bytes());
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(api.get("/api/v1/metadata").body())
                .contains(
                        "\"http_requests_total\":[{\"type\":\"counter\",\"unit\":\"requests\",\"help\":\"Requests.\"}]");
    }

    @Test
    void exemplarsAreStoredAndCounted() throws IOException {
        var exemplar = message().add(1, packed(5, 6)).add(2, 0.5).add(3, NOW - 1);
        var later = message().add(1, packed(5, 7)).add(2, 0.7).add(3, NOW);
        var answer = write(request("__name__", "lat", "job", "a", "trace_id", "x1", "x2")
                .add(
                        5,
                        message()
                                .add(1, packed(1, 2, 3, 4))
                                .add(2, sample(1, NOW))
                                .add(4, later)
                                .add(4, exemplar))
                .bytes());
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(written(answer)).containsExactly("1", "0", "2");
        assertThat(api.get("/api/v1/query_exemplars?query=rate(lat[5m])").body())
                .isEqualToIgnoringNewLines("""
                {"status":"success","data":[{"seriesLabels":{"__name__":"lat","job":"a"},"exemplars":[\
                {"labels":{"trace_id":"x1"},"value":"0.5","timestamp":%s},\
                {"labels":{"trace_id":"x2"},"value":"0.7","timestamp":%s}]}]}""".formatted("1767268799.999", "1767268800"));
        assertThat(api.get("/api/v1/query_exemplars?query=up").body()).contains("\"data\":[]");
        assertThat(api.get("/api/v1/query_exemplars?query=lat&start=1767268800").body())
                .contains("x2")
                .doesNotContain("x1");
    }

    @Test
    void validPartsAreStoredAndTheReasonsOfAllOthersAreJoined() throws IOException {
        var good = message().add(1, packed(1, 2, 3, 4)).add(2, sample(1, NOW)).add(2, sample(2, NOW + 601_000));
        var longLabels = message().add(1, packed(5, 6)).add(2, 1.0).add(3, NOW);
        var answer = write(request("__name__", "up", "job", "a", "trace_id", "x".repeat(130))
                .add(5, good.add(4, longLabels))
                .add(5, message().add(1, packed(1, 2, 3)).add(2, sample(1, NOW)))
                .add(5, message().add(1, packed(1, 99)).add(2, sample(1, NOW)))
                .add(5, message().add(1, packed(3, 4)).add(2, sample(1, NOW)))
                .add(5, message().add(1, packed(1, 2)))
                .add(5, message().add(1, packed(1, 2, 3, 4, 3, 2)).add(2, sample(1, NOW)))
                .bytes());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(written(answer)).containsExactly("1", "0", "0");
        assertThat(answer.body()).isEqualTo("""
                a sample of {__name__="up", job="a"} was rejected: its timestamp, %d (2026-01-01T12:10:01Z), is too far in the future
                an exemplar of {__name__="up", job="a"} was rejected: the labels of an exemplar have 138 characters, but the maximum is 128
                series {__name__="up"} was rejected: its labels are not valid: the last name has no value (labels_refs has an odd number of entries)
                series {} was rejected: its labels are not valid: symbol 99 does not exist: the request has 7 symbols
                series {job="a"} was rejected: it has no metric name (label __name__)
                series {__name__="up"} was rejected: it has neither samples nor histograms
                series {__name__="up", job="up"} was rejected: label 'job' occurs twice
                rejected samples: invalid 5, too far in future 1
                """.formatted(NOW + 601_000));
        assertThat(api.written).containsExactly(new TimeSeries(UP, List.of(Sample.of(NOW, 1))));
    }

    @Test
    void countsAreSentWhateverHappens() throws IOException {
        var request =
                request("__name__", "up").add(5, message().add(1, packed(1, 2)).add(2, sample(1, NOW)));
        api.log.fail("Kafka is out of reach");
        var unavailable = write(request.bytes());
        assertThat(unavailable.statusCode()).isEqualTo(503);
        assertThat(unavailable.headers().firstValue("Retry-After")).isPresent();
        assertThat(written(unavailable)).containsExactly("0", "0", "0");
        assertThat(written(write(new byte[] {1, 2, 3}))).containsExactly("0", "0", "0");
        assertThat(written(write(new byte[0]))).containsExactly("0", "0", "0");
        assertThat(written(RemoteWriteMessages.write(api, new byte[0]))).containsOnly("absent");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void corruptBytesAreNeverAnInternalError(long seed) throws IOException {
        var random = new Random(seed);
        var whole = request("__name__", "up", "trace_id", "x")
                .add(
                        5,
                        message()
                                .add(1, packed(1, 2))
                                .add(2, sample(1, NOW))
                                .add(
                                        3,
                                        message()
                                                .add(4, zigzag(1))
                                                .add(11, span(0, 1))
                                                .add(12, packed(zigzag(1))))
                                .add(
                                        4,
                                        message()
                                                .add(1, packed(3, 4))
                                                .add(2, 1.0)
                                                .add(3, NOW))
                                .add(5, message().add(1, 1).add(3, 4)))
                .bytes();
        for (var i = 0; i < 200; i++) {
            var broken = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
            broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            assertThat(write(broken).statusCode()).as(Arrays.toString(broken)).isIn(204, 400);
        }
    }
}
