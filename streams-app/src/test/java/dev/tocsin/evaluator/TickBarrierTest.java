package dev.tocsin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TickBarrierTest {
    private final TickBarrier barrier = new TickBarrier();

    @Test
    void aTickIsCompleteOnceAllPartitionsHaveIt() {
        assertThat(marked(0, 10, 3)).isEqualTo("none");
        assertThat(marked(2, 10, 3)).isEqualTo("none");
        assertThat(marked(1, 10, 3)).isEqualTo("10");
    }

    @Test
    void markersOfALaterTickCompleteAnEarlierOne() {
        marked(0, 11, 2);
        assertThat(marked(1, 10, 2)).isEqualTo("10");
        assertThat(marked(1, 13, 2)).isEqualTo("11");
    }

    @Test
    void markersThatDoNotRiseAreIgnored() {
        marked(0, 10, 1);
        assertThat(marked(0, 9, 1)).isEqualTo("10");
        assertThat(mark(barrier, new Marker(0, 10))).isFalse();
        assertThat(barrier.newestOf(0)).isEqualTo(Instant.ofEpochSecond(10));
    }

    @Test
    void addedPartitionCountsFromItsFirstMarkerOn() {
        marked(0, 10, 2);
        marked(1, 10, 2);
        assertThat(marked(0, 11, 3)).isEqualTo("10");
        assertThat(marked(1, 11, 3)).as("the third partition lacks a marker").isEqualTo("10");
        assertThat(marked(2, 11, 3)).isEqualTo("11");
    }

    @Test
    void completeTickStaysWhenTheTopicIsReadAgain() {
        marked(0, 10, 1);
        barrier.restart();
        assertThat(marked(0, 5, 1)).isEqualTo("10");
        assertThat(marked(0, 11, 1)).isEqualTo("11");
    }

    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"1", "2", "3", "4", "5"})
    void completeTicksAreTheSameInEveryOrderOfPartitions(long seed) {
        var random = new Random(seed);
        var partitions = new ArrayList<List<Marker>>();
        for (var partition = 0; partition < 4; partition++) {
            var markers = new ArrayList<Marker>();
            for (var tick = 0; tick < 50; tick++) {
                if (random.nextInt(10) > 0) {
                    markers.add(new Marker(partition, tick + random.nextInt(3)));
                }
            }
            markers.add(new Marker(partition, 60));
            partitions.add(markers);
        }
        assertThat(newestOfEachPartition(partitions, new Random(seed + 1)))
                .isEqualTo(newestOfEachPartition(partitions, new Random(seed + 2)));
    }

    /** The newest markers after reading the partitions interleaved. */
    private static List<Instant> newestOfEachPartition(List<List<Marker>> partitions, Random order) {
        var barrier = new TickBarrier();
        var unread = new ArrayList<List<Marker>>();
        partitions.forEach(markers -> unread.add(new ArrayList<>(markers)));
        while (unread.stream().anyMatch(markers -> !markers.isEmpty())) {
            var markers = unread.get(order.nextInt(unread.size()));
            if (!markers.isEmpty()) {
                mark(barrier, markers.remove(0));
            }
        }
        assertThat(barrier.complete()).isEqualTo(Instant.ofEpochSecond(60));
        return List.of(barrier.newestOf(0), barrier.newestOf(1), barrier.newestOf(2), barrier.newestOf(3));
    }

    private String marked(int partition, long tick, int partitions) {
        barrier.mark(partition, Instant.ofEpochSecond(tick), partitions);
        return barrier.complete().equals(TickBarrier.NO_TICK)
                ? "none"
                : String.valueOf(barrier.complete().getEpochSecond());
    }

    private record Marker(int partition, long tick) {}

    private static boolean mark(TickBarrier barrier, Marker marker) {
        return barrier.mark(marker.partition(), Instant.ofEpochSecond(marker.tick()), 4);
    }
}
