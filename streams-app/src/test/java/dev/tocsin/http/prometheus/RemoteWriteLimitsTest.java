package dev.tocsin.http.prometheus;

import static dev.tocsin.http.prometheus.RemoteWriteMessages.message;
import static dev.tocsin.http.prometheus.RemoteWriteMessages.packed;
import static dev.tocsin.http.prometheus.RemoteWriteMessages.post;
import static dev.tocsin.http.prometheus.RemoteWriteMessages.sample;
import static dev.tocsin.http.prometheus.RemoteWriteMessages.series;
import static dev.tocsin.http.prometheus.RemoteWriteMessages.span;
import static dev.tocsin.http.prometheus.RemoteWriteMessages.write;
import static dev.tocsin.http.prometheus.RemoteWriteMessages.zigzag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.evaluation.remotewrite.WriteVersion;
import dev.tocsin.evaluation.samples.SampleWindow;
import dev.tocsin.http.HttpApiFixture;
import dev.tocsin.http.common.ApiException;
import dev.tocsin.labels.Labels;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/** Limits on remote write requests. */
class RemoteWriteLimitsTest {
    private static final long NOW = HttpApiFixture.NOW.toEpochMilli();
    private static final Labels UP = Labels.of("__name__", "up", "job", "a");

    private final HttpApiFixture api = HttpApiFixture.open();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void firstTenProblemsAreReported() throws IOException {
        var request = message();
        for (var i = 0; i < 5_000; i++) {
            request.add(1, message());
        }
        var answer = write(api, request.bytes());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).hasLineCount(12).endsWith("4990 more problems\nrejected samples: invalid 5000\n");
    }

    @Test
    void requestOfMillionsOfSamplesInFewBytesIsRefused() throws IOException {
        var bomb = series(UP);
        var empty = message();
        for (var i = 0; i <= 200_000; i++) {
            bomb.add(2, empty);
        }
        var answer = write(api, message().add(1, bomb).bytes());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("it has more than 200000 samples, which is the limit");
        assertThat(api.written).isEmpty();
    }

    @Test
    void histogramOfMillionsOfBucketsIsRefused() throws IOException {
        var deltas =
                message().add(4, zigzag(1)).add(12, packed(new long[1_000_000])).add(15, NOW);
        var bounds = message().add(4, zigzag(-53)).add(15, NOW);
        for (var i = 0; i <= 10_000; i++) {
            bounds.add(16, 1.0);
        }
        var spans = message().add(15, NOW);
        for (var i = 0; i <= 10_000; i++) {
            spans.add(11, span(0, 0));
        }
        for (var histogram : List.of(deltas, bounds, spans)) {
            var answer =
                    write(api, message().add(1, series(UP).add(4, histogram)).bytes());
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("a histogram is not valid: more than 10000 buckets, which is the limit");
        }
    }

    @Test
    void requestBeyondTheMemoryOfAllRequestsIsToldToComeAgain() {
        var budget = new ByteBudget(100);
        assertThat(budget.tryAcquire(60)).isTrue();
        assertThat(budget.tryAcquire(60)).isFalse();
        assertThat(budget.tryAcquire(40)).isTrue();
        budget.release(40);
        assertThat(budget.tryAcquire(40)).isTrue();
    }

    @Test
    void labelsAndSeriesOfARequestAreBounded() throws IOException {
        var wide = message().add(1, message().add(1, "__name__").add(2, "wide"));
        for (var i = 0; i < 1_000; i++) {
            wide.add(1, message().add(1, "l" + i).add(2, "v"));
        }
        var answer = write(
                api,
                message()
                        .add(1, wide.add(2, sample(1, NOW)))
                        .add(1, series(UP).add(2, sample(1, NOW)))
                        .bytes());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("it has more than 1000 labels, which is the limit");
        assertThat(api.written).hasSize(1);

        var empty = message();
        for (var i = 0; i <= 200_000; i++) {
            empty.add(1, message());
        }
        var many = write(api, empty.bytes());
        assertThat(many.statusCode()).isEqualTo(400);
        assertThat(many.body()).contains("it has more than 200000 series, which is the limit");
    }

    @Test
    void memoryOfTheObjectsOfARequestIsReserved() {
        var request = message();
        for (var i = 0; i < 100; i++) {
            request.add(1, series(UP).add(2, sample(1, NOW)));
        }
        var bytes = request.bytes();
        var reserved = new AtomicLong();
        var window = SampleWindow.at(HttpApiFixture.NOW, Duration.ofHours(1));
        assertThat(WriteRequest.read(bytes, WriteVersion.V1, window, reserved::addAndGet)
                        .series())
                .hasSize(100);
        assertThat(reserved.get()).isGreaterThan(100 * (2 * 100 + 40));

        var share = new ByteBudget(1_000).share(() -> new ApiException(429, "busy"));
        share.add(600);
        assertThatThrownBy(() -> share.add(600)).hasMessageContaining("more than 1000 bytes of memory");
        share.release();
        share.add(1_000);
    }

    @Test
    void tooLargeBodyIsRejectedBeforeDecompression() throws IOException {
        var bomb = Snappy.compress(new byte[40 << 20]);
        assertThat(bomb.length).isLessThan(3 << 20);
        var answer = post(api, bomb);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("the decompressed body has more than 33554432 bytes");
        assertThat(post(api, new byte[11 << 20]).statusCode()).isEqualTo(413);
    }
}
