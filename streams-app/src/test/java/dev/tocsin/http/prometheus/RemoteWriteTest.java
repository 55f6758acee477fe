package dev.tocsin.http.prometheus;

import static dev.tocsin.http.prometheus.RemoteWriteMessages.label;
import static dev.tocsin.http.prometheus.RemoteWriteMessages.message;
import static dev.tocsin.http.prometheus.RemoteWriteMessages.packed;
import static dev.tocsin.http.prometheus.RemoteWriteMessages.post;
import static dev.tocsin.http.prometheus.RemoteWriteMessages.sample;
import static dev.tocsin.http.prometheus.RemoteWriteMessages.series;
import static dev.tocsin.http.prometheus.RemoteWriteMessages.span;
import static dev.tocsin.http.prometheus.RemoteWriteMessages.write;
import static dev.tocsin.http.prometheus.RemoteWriteMessages.zigzag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.samples.BucketCounts;
import dev.tocsin.evaluation.samples.BucketLayout;
import dev.tocsin.evaluation.samples.CounterResetHint;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.StaleMarker;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.http.HttpApiFixture;
import dev.tocsin.labels.Labels;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.Snappy;

/** Remote write requests, encoded by hand. */
class RemoteWriteTest {
    private static final long NOW = HttpApiFixture.NOW.toEpochMilli();
    private static final Labels UP = Labels.of("__name__", "up", "job", "a");

    private final HttpApiFixture api = HttpApiFixture.open();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void storedRequestIsAnsweredWith204() throws IOException {
        var request = message()
                .add(1, series(UP).add(2, sample(1.5, NOW)).add(2, sample(StaleMarker.VALUE, NOW + 1)))
                .add(3, message().add(1, 2).add(2, "up"))
                .add(1, series(Labels.of("__name__", "load")).add(2, sample(-0.0, NOW - 5)));
        var answer = write(api, request.bytes());
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(api.written)
                .containsExactly(
                        new TimeSeries(UP, List.of(Sample.of(NOW, 1.5), Sample.of(NOW + 1, StaleMarker.VALUE))),
                        new TimeSeries(Labels.of("__name__", "load"), List.of(Sample.of(NOW - 5, -0.0))));
        var marker = api.written.get(0).samples().get(1).value();
        assertThat(StaleMarker.is(marker)).as("the marker's bits").isTrue();
    }

    @Test
    void samplesOfASeriesAreSortedByTime() throws IOException {
        write(
                api,
                message()
                        .add(1, series(UP).add(2, sample(2, NOW)).add(2, sample(1, NOW - 1)))
                        .bytes());
        assertThat(api.written.get(0).samples()).extracting(Sample::time).containsExactly(NOW - 1, NOW);
    }

    @Test
    void integerHistogramHasDeltas() throws IOException {
        var histogram = message()
                .add(1, 12)
                .add(3, 18.4)
                .add(4, zigzag(1))
                .add(5, 0.001)
                .add(6, 2)
                .add(11, span(0, 2))
                .add(11, span(1, 1))
                .add(12, packed(zigzag(1), zigzag(2), zigzag(-1)))
                .add(8, span(-1, 1))
                .add(9, zigzag(4))
                .add(14, 3)
                .add(15, NOW);
        assertThat(write(api, message().add(1, series(UP).add(4, histogram)).bytes())
                        .statusCode())
                .isEqualTo(204);
        var layout = BucketLayout.exponential(1, 0.001);
        var positive = BucketCounts.of(new int[] {0, 1, 3}, new double[] {1, 3, 2});
        assertThat(api.written.get(0).samples())
                .containsExactly(Sample.of(
                        NOW,
                        new Histogram(
                                layout,
                                2,
                                12,
                                18.4,
                                positive,
                                BucketCounts.ofContiguous(-1, 4),
                                CounterResetHint.GAUGE)));
    }

    @Test
    void customBucketHistogramHasAbsoluteCounts() throws IOException {
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
                .add(16, 2.0);
        write(api, message().add(1, series(UP).add(4, histogram)).bytes());
        assertThat(api.written.get(0).samples())
                .containsExactly(Sample.of(
                        NOW,
                        new Histogram(
                                BucketLayout.custom(1, 2),
                                0,
                                3.5,
                                7,
                                BucketCounts.ofContiguous(0, 1, 0.5, 2),
                                BucketCounts.NONE,
                                CounterResetHint.UNKNOWN)));
    }

    @Test
    void invalidSeriesAreReportedAndValidOnesStored() throws IOException {
        var twice =
                message().add(1, label("__name__", "x")).add(1, label("a", "1")).add(1, label("a", "2"));
        var spans = message().add(11, span(0, 2_000_000_000)).add(15, NOW);
        var answer = write(
                api,
                message()
                        .add(1, series(Labels.of("job", "a")).add(2, sample(1, NOW)))
                        .add(1, twice.add(2, sample(1, NOW)))
                        .add(1, series(UP).add(2, sample(1, NOW)).add(2, sample(2, NOW + 601_000)))
                        .add(1, series(Labels.of("__name__", "h")).add(4, spans))
                        .add(
                                1,
                                series(Labels.of("__name__", "big", "l", "x".repeat(70_000)))
                                        .add(2, sample(1, NOW)))
                        .bytes());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("""
                series {job="a"} was rejected: it has no metric name (label __name__)
                series {__name__="x", a="2"} was rejected: label 'a' occurs twice
                a sample of {__name__="up", job="a"} was rejected: its timestamp, %d (2026-01-01T12:10:01Z), is too far in the future
                series {__name__="h"} was rejected: a histogram is not valid: spans of 2000000000 buckets with 0 counts
                series {} was rejected: labels have 70012 characters, but the maximum is 65536
                rejected samples: invalid 4, too far in future 1
                """.formatted(NOW + 601_000));
        assertThat(api.written).containsExactly(new TimeSeries(UP, List.of(Sample.of(NOW, 1))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            1767247199999    | (2026-01-01T05:59:59.999Z), is before the oldest that is kept (2026-01-01T06:00:00Z)
            0                | (1970-01-01T00:00:00Z), is before the oldest that is kept (2026-01-01T06:00:00Z)
            1767268800       | (1970-01-21T10:54:28.800Z), is before the oldest that is kept (2026-01-01T06:00:00Z); seconds instead of milliseconds?
            1767269400001    | (2026-01-01T12:10:00.001Z), is too far in the future
            1767355200000    | (2026-01-02T12:00:00Z), is too far in the future
            1767268800000000 | (+57972-07-09T00:00:00Z), is too far in the future; microseconds instead of milliseconds?
            """)
    void sampleWhoseTimeIsNotAcceptedIsRefusedAndCounted(long time, String problem) throws IOException {
        var answer = write(
                api,
                message()
                        .add(1, series(UP).add(2, sample(1, time)))
                        .add(1, series(Labels.of("__name__", "load")).add(2, sample(2, NOW)))
                        .bytes());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .startsWith("a sample of {__name__=\"up\", job=\"a\"} was rejected: its timestamp, " + time + " "
                        + problem + "\n");
        var reason = time < NOW ? "TOO_OLD" : "TOO_FAR_IN_FUTURE";
        assertThat(api.get("/metrics").body()).contains("tocsin_samples_rejected_total{reason=\"" + reason + "\"} 1.0");
        assertThat(api.written).extracting(one -> one.labels().metricName()).containsExactly("load");
    }

    @Test
    void failedWriteIsUnavailable() throws IOException {
        api.log.fail("Kafka is out of reach");
        var answer =
                write(api, message().add(1, series(UP).add(2, sample(1, NOW))).bytes());
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("Kafka is out of reach", "send them again");
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
            snappy | application/x-protobuf                                        | 204
            snappy | application/x-protobuf;proto=prometheus.WriteRequest          | 204
            snappy | application/x-protobuf;proto=io.prometheus.write.v2.Request   | 204
            snappy | application/x-protobuf; proto=IO.prometheus.write.v2.request  | 204
            snappy | application/x-protobuf;proto=io.prometheus.write.v3.Request   | 415
            snappy | application/x-protobuf;version=2                              | 415
            snappy | application/json                                              | 415
            gzip   | application/x-protobuf                                        | 415
            """)
    void typeAndEncodingDecideWhetherABodyIsAccepted(String encoding, String type, int status) throws IOException {
        var body = BodyPublishers.ofByteArray(Snappy.compress(new byte[0]));
        var answer = api.send("POST", "/api/v1/write", body, "Content-Encoding", encoding, "Content-Type", type);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(api.get("/api/v1/write").statusCode()).isEqualTo(405);
    }

    @Test
    void bodyWithoutSnappyIsRejected() {
        for (var body : List.of(new byte[0], "up 1".getBytes(), new byte[] {-1, -1, -1, -1, 127})) {
            var answer = post(api, body);
            assertThat(answer.statusCode()).as(Arrays.toString(body)).isEqualTo(400);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void corruptBytesAreNeverAnInternalError(long seed) throws IOException {
        var random = new Random(seed);
        var whole = message()
                .add(
                        1,
                        series(UP)
                                .add(2, sample(1, NOW))
                                .add(
                                        4,
                                        message()
                                                .add(4, zigzag(1))
                                                .add(11, span(0, 1))
                                                .add(12, packed(zigzag(1)))))
                .bytes();
        for (var i = 0; i < 200; i++) {
            var broken = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
            broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            assertThat(write(api, broken).statusCode())
                    .as(Arrays.toString(broken))
                    .isIn(204, 400);
        }
    }
}
