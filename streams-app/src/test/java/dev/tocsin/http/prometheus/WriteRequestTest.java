package dev.tocsin.http.prometheus;

import static dev.tocsin.http.prometheus.RemoteWriteMessages.label;
import static dev.tocsin.http.prometheus.RemoteWriteMessages.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.remotewrite.ProtobufReader;
import dev.tocsin.evaluation.remotewrite.SymbolTable;
import dev.tocsin.evaluation.remotewrite.WriteBudget;
import dev.tocsin.evaluation.remotewrite.WriteVersion;
import dev.tocsin.evaluation.samples.SampleWindow;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.kafka.codec.SampleEncoder;
import java.util.ArrayList;
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
        var bytes = (random.nextBoolean() ? request(random) : requestOfVersion2(random)).bytes();
        for (var damage = 0; damage < 20; damage++) {
            for (var version : WriteVersion.values()) {
                assertThat(read(bytes, version, false))
                        .as("%s, seed %d, damage %d", version, repetition.getCurrentRepetition(), damage)
                        .isEqualTo(read(bytes, version, true));
            }
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
        var symbols = SymbolTable.read(new byte[0], WriteVersion.V1, new WriteBudget(bytes -> {}));
        assertThat(new PlainSeriesReader(series, WriteVersion.V1, symbols, WINDOW).read(ProtobufReader.of(series)))
                .isTrue();
    }

    @Test
    void seriesOfVersion2AsPrometheusSendsThemArePlain() {
        var series = new ProtobufWriter()
                .add(1, ProtobufWriter.packed(1, 2, 3, 4))
                .add(2, sample(1, NOW).add(3, NOW - 100))
                .add(5, new ProtobufWriter().add(1, 2).add(3, 5));
        var request = new ProtobufWriter();
        for (var symbol : List.of("", "__name__", "up", "job", "api", "Whether it is up.")) {
            request.add(4, symbol);
        }
        var bytes = request.add(5, series).bytes();
        var symbols = SymbolTable.read(bytes, WriteVersion.V2, new WriteBudget(any -> {}));
        var message = ProtobufReader.of(bytes);
        while (message.nextField() != 5) {
            message.skipField();
        }
        assertThat(new PlainSeriesReader(bytes, WriteVersion.V2, symbols, WINDOW).read(message.readMessage()))
                .isTrue();
    }

    private static String read(byte[] bytes, WriteVersion version, boolean isGeneral) {
        var memory = new AtomicLong();
        try {
            var budget = new WriteBudget(memory::addAndGet);
            var readers = WriteRequest.Readers.of(bytes, version, WINDOW, budget);
            var used = isGeneral
                    ? new WriteRequest.Readers(
                            version,
                            readers.symbols(),
                            new NoPlainSeries(bytes, version, readers.symbols()),
                            readers.any())
                    : readers;
            var request = WriteRequest.read(bytes, used, WINDOW, budget);
            var record = SampleEncoder.record(request.series(), "", SampleBatch.NO_TICK);
            return "%s %s %s %s %s %d"
                    .formatted(
                            Codecs.SAMPLES.decode(record).orThrow(),
                            request.problems(),
                            request.rejected(),
                            request.additional(),
                            request.counts(),
                            memory.get());
        } catch (IllegalArgumentException refused) {
            return refused.toString();
        }
    }

    private static final class NoPlainSeries extends PlainSeriesReader {
        NoPlainSeries(byte[] bytes, WriteVersion version, SymbolTable symbols) {
            super(bytes, version, symbols, WINDOW);
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

    private static ProtobufWriter requestOfVersion2(Random random) {
        var request = new ProtobufWriter();
        for (var symbol : List.of("", "__name__", "up", "a", "b", "z", "1", "\u00e9", "Help.")) {
            request.add(4, symbol);
        }
        for (var i = random.nextInt(5); i > 0; i--) {
            var series = new ProtobufWriter().add(1, ProtobufWriter.packed(references(random)));
            for (var j = random.nextInt(3); j > 0; j--) {
                series.add(
                        2,
                        sample(j, NOW - 3 * random.nextInt(2) * random.nextInt(500))
                                .add(3, random.nextInt(2)));
            }
            if (random.nextInt(6) == 0) {
                series.add(
                        4,
                        new ProtobufWriter()
                                .add(1, ProtobufWriter.packed(3, 6))
                                .add(2, 1.0)
                                .add(3, NOW));
            }
            if (random.nextInt(2) == 0) {
                series.add(5, new ProtobufWriter().add(1, random.nextInt(9)).add(3, random.nextInt(10)));
            }
            request.add(5, series);
        }
        return request;
    }

    private static long[] references(Random random) {
        var all = new ArrayList<Long>(random.nextInt(8) == 0 ? List.of() : List.of(1L, 2L));
        for (var label = 3L; label < 6; label++) {
            if (random.nextInt(3) == 0) {
                all.add(random.nextInt(8) == 0 ? random.nextInt(10) : label);
                all.add((long) random.nextInt(9));
            }
        }
        if (random.nextInt(8) == 0) {
            all.add(1L);
        }
        return all.stream().mapToLong(Long::longValue).toArray();
    }

    private static String pick(Random random, String... some) {
        return List.of(some).get(random.nextInt(some.length));
    }
}
