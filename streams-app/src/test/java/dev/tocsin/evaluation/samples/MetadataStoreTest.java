package dev.tocsin.evaluation.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.limits.Limit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetadataStoreTest {
    private final MetadataStore store = new MetadataStore();

    private static MetricMetadata counter(String metric, String help) {
        return new MetricMetadata(metric, MetricType.COUNTER, help, "");
    }

    @Test
    void entriesOfAMetricAreListedWithTheNewestFirst() {
        store.put(counter("b", "One."), 1);
        store.put(counter("a", "One."), 2);
        store.put(counter("b", "Two."), 3);
        assertThat(store.all().keySet()).containsExactly("a", "b");
        assertThat(store.all().get("b")).extracting(MetricMetadata::help).containsExactly("Two.", "One.");
        store.put(counter("b", "One."), 4);
        assertThat(store.all().get("b")).extracting(MetricMetadata::help).containsExactly("One.", "Two.");
    }

    @Test
    void metadataIsKnownSinceItWasLastSent() {
        store.put(counter("a", "One."), 10);
        store.put(counter("a", "One."), 5);
        assertThat(store.hasSince(counter("a", "One."), 10)).isTrue();
        assertThat(store.hasSince(counter("a", "One."), 11)).isFalse();
        assertThat(store.hasSince(counter("a", "Two."), 1)).isFalse();
        store.truncate(10);
        assertThat(store.all()).hasSize(1);
        store.truncate(11);
        assertThat(store.all()).isEmpty();
    }

    @Test
    void beyondTheLimitTheEntryThatWasNotSentForTheLongestTimeIsRemoved() {
        var small = new MetadataStore(3 * counter("m0", "help").bytes());
        for (var i = 0; i < 3; i++) {
            small.put(counter("m" + i, "help"), i);
        }
        small.put(counter("m0", "help"), 3);
        small.put(counter("m3", "help"), 4);
        assertThat(small.all().keySet()).containsExactly("m0", "m2", "m3");
    }

    @Test
    void longTextsAreCutBetweenCharacters() {
        var length = Limit.METADATA_TEXT.intValue();
        assertThat(counter("m", "x".repeat(length + 1)).help()).hasSize(length);
        var pairs = counter("m", "x" + "\ud83d\ude00".repeat(length)).help();
        assertThat(pairs).hasSize(length - 1).endsWith("\ud83d\ude00");
    }

    @ParameterizedTest(name = "{0} of type {1} belongs to {2}")
    @CsvSource({
        "lat_bucket, HISTOGRAM, lat",
        "lat_sum, HISTOGRAM, lat",
        "lat_count, SUMMARY, lat",
        "lat_bucket, SUMMARY, lat_bucket",
        "size_gcount, GAUGEHISTOGRAM, size",
        "http_requests_count, COUNTER, http_requests_count",
        "_bucket, HISTOGRAM, _bucket",
        "up, GAUGE, up"
    })
    void seriesBelongsToItsMetricFamily(String series, MetricType type, String family) {
        assertThat(type.familyOf(series)).isEqualTo(family);
        assertThat(MetricType.familiesOf(series)).contains(series, family);
    }

    @Test
    void typesHaveTheTextsOfOpenMetrics() {
        for (var type : MetricType.values()) {
            assertThat(MetricType.of(type.text())).isEqualTo(type);
        }
        assertThat(List.of(MetricType.of("untyped"), MetricType.of(""))).containsOnly(MetricType.UNKNOWN);
    }
}
