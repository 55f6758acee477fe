package dev.tocsin.http.prometheus;

import static dev.tocsin.http.prometheus.RemoteWriteMessages.label;
import static dev.tocsin.http.prometheus.RemoteWriteMessages.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.remotewrite.ProtobufReader;
import dev.tocsin.evaluation.samples.SampleWindow;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.kafka.codec.SampleEncoder;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Series in the plain form are read in a shorter way, which must give the same as the general one. */
class WriteRequestTest {
    private static final long NOW = 1_767_268_800_000L;
    private static final SampleWindow WINDOW = new SampleWindow(NOW - 1_000, NOW + 1_000);

    @RepeatedTest(200)
    void randomRequestIsReadAsInTheGeneralWay(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var bytes = request(random).bytes();
        for (var damage = 0; damage < 20; damage++) {
            assertThat(read(bytes, new PlainSeriesReader(bytes, WINDOW)))
                    .isEqualTo(read(bytes, new NoPlainSeries(bytes)));
            if (bytes.length > 0) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
        }
    }

    @Test
    void seriesAsPrometheusSendsThemArePlain() {
        var series = new ProtobufWriter()
                .add(1, label("__name__", "up"))
                .add(1, label("job", "api"))
                .add(2, sample(1, NOW))
                .bytes();
        assertThat(new PlainSeriesReader(series, WINDOW).read(ProtobufReader.of(series)))
                .isTrue();
    }

    private static String read(byte[] bytes, PlainSeriesReader plain) {
        var memory = new AtomicLong();
        try {
            var request = WriteRequest.read(bytes, plain, WINDOW, memory::addAndGet);
            var record = SampleEncoder.record(request.series(), "", SampleBatch.NO_TICK);
            return "%s %s %s %d"
                    .formatted(
                            Codecs.SAMPLES.decode(record).orThrow(),
                            request.problems(),
                            request.rejected(),
                            memory.get());
        } catch (IllegalArgumentException refused) {
            return refused.toString();
        }
    }

    private static final class NoPlainSeries extends PlainSeriesReader {
        NoPlainSeries(byte[] bytes) {
            super(bytes, WINDOW);
        }

        @Override
        boolean read(ProtobufReader message) {
            return false;
        }
    }

    private static ProtobufWriter request(Random random) {
        var request = new ProtobufWriter();
        for (var i = random.nextInt(5); i > 0; i--) {
            var series = new ProtobufWriter();
            if (random.nextInt(8) > 0) {
                series.add(1, label("__name__", "up"));
            }
            for (var j = random.nextInt(3); j > 0; j--) {
                series.add(
                        1, label(pick(random, "a", "b", "z", "z", "", "\u00e9"), pick(random, "", "1", "2", "\u00e9")));
            }
            for (var j = random.nextInt(3); j > 0; j--) {
                series.add(2, sample(j, NOW - 3 * random.nextInt(2) * random.nextInt(500)));
            }
            if (random.nextInt(6) == 0) {
                series.add(3, sample(1, 2));
            }
            request.add(1, series);
        }
        return request;
    }

    private static String pick(Random random, String... some) {
        return List.of(some).get(random.nextInt(some.length));
    }
}
