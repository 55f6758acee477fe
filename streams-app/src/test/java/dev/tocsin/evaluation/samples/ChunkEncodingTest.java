package dev.tocsin.evaluation.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Compression of older samples must not change any result. */
class ChunkEncodingTest {
    private static final Labels UP = Labels.of("__name__", "up");
    private static final int ROUNDS = 100;

    @Test
    void decodedSamplesEqualEncodedBits() {
        for (var seed = 0L; seed < 500; seed++) {
            var random = new Random(seed);
            var size = 1 + random.nextInt(150);
            var times = new long[size];
            var values = new double[size];
            var time = random.nextLong() >> random.nextInt(20);
            for (var i = 0; i < size; i++) {
                time += 1 + (Math.abs(random.nextLong()) >> 2 >> random.nextInt(60) >> 10);
                times[i] = time;
                values[i] = i > 0 && random.nextBoolean() ? values[i - 1] : value(random);
            }

            var chunk = XorChunk.of(times, values, 0, size);
            var decodedTimes = new long[size + 3];
            var decodedValues = new double[size + 3];
            chunk.decode(decodedTimes, decodedValues, 3);

            for (var i = 0; i < size; i++) {
                assertThat(decodedTimes[i + 3]).as("seed %d, time %d", seed, i).isEqualTo(times[i]);
                assertThat(Double.doubleToRawLongBits(decodedValues[i + 3]))
                        .as("seed %d, value %d", seed, i)
                        .isEqualTo(Double.doubleToRawLongBits(values[i]));
            }
            assertThat(chunk.countUpTo(times[size / 2])).as("seed %d", seed).isEqualTo(size / 2 + 1);
        }
    }

    private static double value(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> StaleMarker.VALUE;
            case 1 -> Double.longBitsToDouble(random.nextLong());
            case 2 -> random.nextGaussian();
            case 3 -> random.nextInt(1_000_000) / 100.0;
            default -> random.nextInt(1000);
        };
    }

    @Test
    void storeReadsCompressedSamplesLikeUncompressed() {
        for (var seed = 0L; seed < ROUNDS; seed++) {
            new RandomizedRun(new Random(seed), "seed " + seed).run();
        }
    }

    /** Random appends, out-of-order and duplicate ones too, and truncations; compared with a map. */
    private static final class RandomizedRun {
        private final Random random;
        private final String description;
        private final SeriesStore store = new SeriesStore(1);
        private final TreeMap<Long, Double> expected = new TreeMap<>();
        private long now = 1_000;

        RandomizedRun(Random random, String description) {
            this.random = random;
            this.description = description;
        }

        void run() {
            for (var i = 0; i < 600; i++) {
                now += 1 + random.nextInt(10);
                append(random.nextInt(30) == 0 ? now - random.nextInt(3_000) : now);
                if (random.nextInt(100) == 0) {
                    truncate(now - random.nextInt(4_000));
                }
                if (random.nextInt(20) == 0) {
                    compare(now - random.nextInt(4_000), now - random.nextInt(1_000));
                }
            }
            compare(Long.MIN_VALUE, Long.MAX_VALUE);
        }

        private void append(long time) {
            var value = value(random);
            if (store.append(UP, time, value).isStored()) {
                assertThat(expected.put(time, value)).as(description).isNull();
            } else if (expected.containsKey(time)) {
                assertThat(store.append(UP, time, expected.get(time)))
                        .as(description)
                        .isEqualTo(AppendResult.DUPLICATE);
            }
        }

        private void truncate(long olderThan) {
            store.truncate(olderThan);
            expected.headMap(olderThan, false).clear();
        }

        private void compare(long after, long until) {
            var wanted = after < until ? expected.subMap(after, false, until, true) : Map.<Long, Double>of();
            var found = store.select(List.of(), after, until);
            var times = new ArrayList<Long>();
            for (var series : found) {
                for (var i = series.from(); i < series.to(); i++) {
                    times.add(series.times()[i]);
                    assertThat(Double.doubleToRawLongBits(series.values()[i]))
                            .as(description)
                            .isEqualTo(Double.doubleToRawLongBits(wanted.getOrDefault(series.times()[i], 0.0)));
                }
            }
            assertThat(times).as(description).containsExactlyElementsOf(wanted.keySet());
            assertThat(store.sampleCount()).as(description).isEqualTo(expected.size());
        }
    }

    @Test
    void compressedSamplesNeedFewBytes() {
        var store = new SeriesStore(1);
        for (var i = 0; i < 10_000; i++) {
            store.append(UP, i * 15_000L, 1_000_000 + i * 40);
        }
        store.truncate(0);
        assertThat(store.sampleBytes()).isPositive();
        assertThat(store.sampleBytes() / store.sampleCount()).isLessThan(5);
    }
}
