package dev.tocsin.local.feed;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostMetricsTest {
    private final Map<String, List<Sample>> metrics = new HostMetrics()
            .scrape().stream().collect(groupingBy(sample -> sample.series().metricName()));

    @Test
    void everyProcessorHasAllModesAndPositiveTimes() {
        var cpu = metrics.get("node_cpu_seconds_total");
        assertThat(cpu).extracting(sample -> sample.series().get("mode")).contains("user", "system", "idle");
        assertThat(cpu).allSatisfy(sample -> assertThat(sample.value()).isNotNegative());
        assertThat(cpu.stream().mapToDouble(Sample::value).sum()).isPositive();
    }

    @Test
    void availableMemoryIsLessThanTotal() {
        assertThat(only("node_memory_MemAvailable_bytes")).isBetween(1.0, only("node_memory_MemTotal_bytes"));
    }

    @Test
    void availableDiskSpaceIsAtMostTheSize() {
        var sizes = metrics.get("node_filesystem_size_bytes");
        var room = metrics.get("node_filesystem_avail_bytes");
        assertThat(sizes).isNotEmpty().hasSameSizeAs(room);
        for (var i = 0; i < sizes.size(); i++) {
            assertThat(room.get(i).value()).isBetween(0.0, sizes.get(i).value());
        }
    }

    @Test
    void seriesAreUnique() {
        var series = metrics.values().stream().flatMap(List::stream).map(Sample::series);
        assertThat(series).doesNotHaveDuplicates();
    }

    private double only(String name) {
        assertThat(metrics.get(name)).hasSize(1);
        return metrics.get(name).get(0).value();
    }
}
