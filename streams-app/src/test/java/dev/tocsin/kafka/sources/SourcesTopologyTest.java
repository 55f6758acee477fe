package dev.tocsin.kafka.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.config.SourcesReader;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.kafka.ExpectedTopology;
import dev.tocsin.kafka.Partition;
import dev.tocsin.kafka.TestRecords;
import dev.tocsin.labels.Labels;
import dev.tocsin.sources.SourceDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SourcesTopologyTest {
    private static final String ORDERS = """
            sources:
              - name: orders
                topics: [orders]
                format: json
                when: '$.status == "PAID"'
                series:
                  - {metric: orders_total, value: 1, kind: counter}
                  - {metric: euro_total, value: $.amount, labels: {country: $.country}, kind: counter}
                  - {metric: euro, value: $.amount, labels: {country: $.country}}
                limits: {max_series: 40, max_label_length: 10}
            """;

    private final SourceStatistics statistics = new SourceStatistics();
    private final List<TimeSeries> appended = new ArrayList<>();
    private final MockProducer<byte[], byte[]> deadLetterProducer =
            new MockProducer<>(true, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());
    private final DeadLetters deadLetters = new DeadLetters(() -> deadLetterProducer, () -> 0L);
    private DefinedSources defined = DefinedSources.NONE;
    private Set<Partition> assigned = Set.of();
    private Instant now = TestRecords.T;
    private TopologyTestDriver driver;

    @AfterEach
    void close() {
        if (driver != null) {
            driver.close();
        }
        deadLetters.close();
    }

    private void start(String yaml) {
        define(yaml);
        var properties = new Properties();
        properties.putAll(Map.of("application.id", "t.sources", "bootstrap.servers", "none:1"));
        var context = new SourcesContext(
                () -> defined,
                () -> now,
                Duration.ofHours(6),
                () -> assigned,
                series -> {
                    appended.addAll(series);
                    return CompletableFuture.completedFuture(null);
                },
                statistics,
                deadLetters);
        driver = new TopologyTestDriver(
                SourcesTopology.of(TestRecords.TOPICS, defined.all()).build(context), properties, now);
    }

    private void define(String yaml) {
        defined = new DefinedSources(definitions(yaml));
    }

    private static List<SourceDefinition> definitions(String yaml) {
        return SourcesReader.read("test", yaml, RegistrySchemas.NONE);
    }

    private void produce(String topic, String value) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(null, value == null ? null : value.getBytes(StandardCharsets.UTF_8), now));
    }

    private void order(double amount, String country) {
        produce("orders", "{\"status\":\"PAID\",\"amount\":%s,\"country\":\"%s\"}".formatted(amount, country));
    }

    private void advance(Duration time) {
        var end = now.plus(time);
        while (now.isBefore(end)) {
            now = now.plusSeconds(1);
            driver.advanceWallClockTime(Duration.ofSeconds(1));
        }
    }

    /** Values of a series, by seconds since the start. */
    private Map<Double, Double> values(Labels labels) {
        var found = new LinkedHashMap<Double, Double>();
        for (var series : appended) {
            if (series.labels().equals(labels)) {
                for (var sample : series.samples()) {
                    found.put((sample.time() - TestRecords.T.toEpochMilli()) / 1000.0, sample.value());
                }
            }
        }
        return found;
    }

    private double last(Labels labels) {
        return values(labels).values().stream().reduce((one, other) -> other).orElse(Double.NaN);
    }

    private static Labels metric(String name, String... more) {
        return Labels.of(more).with(Labels.NAME, name);
    }

    /** A changed topology can orphan stores. Update the file after a review. */
    @Test
    void topologyIsTheReviewedOne() throws IOException {
        start(ORDERS);
        var topology = SourcesTopology.of(TestRecords.TOPICS, defined.all())
                .build(new SourcesContext(
                        () -> defined, () -> now, Duration.ZERO, Set::of, series -> null, statistics, deadLetters));
        assertThat(topology.describe().toString()).isEqualTo(ExpectedTopology.read("sources"));
    }

    @Test
    void countersAreCumulativeAndGaugesPass() {
        start(ORDERS);
        order(10, "DE");
        order(2.5, "FR");
        produce("orders", "{\"status\":\"OPEN\",\"amount\":99,\"country\":\"DE\"}");
        order(1, "DE");
        advance(Duration.ofSeconds(2));
        assertThat(last(metric("orders_total"))).isEqualTo(3);
        assertThat(last(metric("euro_total", "country", "DE"))).isEqualTo(11);
        assertThat(last(metric("euro_total", "country", "FR"))).isEqualTo(2.5);
        assertThat(values(metric("euro", "country", "FR"))).containsExactly(Map.entry(0.0, 2.5));
        assertThat(statistics.of("orders").ignored()).containsExactly(Map.entry("filtered", 1L));
        assertThat(statistics.of("orders").records()).isEqualTo(4);
        assertThat(statistics.of("orders").series()).isEqualTo(5);
    }

    /** {@code increase(orders_total[10m]) == 0} needs a series before the first record, and while none comes. */
    @Test
    void countersWithoutLabelsOfRecordsAreZeroBeforeTheFirstRecordAndStayFlat() {
        start(ORDERS);
        advance(Duration.ofMinutes(1));
        var values = values(metric("orders_total"));
        assertThat(values.values()).isNotEmpty().allMatch(value -> value == 0);
        assertThat(values.keySet()).as("one at least every 15 s").hasSizeGreaterThanOrEqualTo(4);
        order(1, "DE");
        advance(Duration.ofMinutes(1));
        assertThat(last(metric("orders_total"))).isEqualTo(1);
        assertThat(values(metric("orders_total")).keySet()).hasSizeGreaterThanOrEqualTo(8);
    }

    @Test
    void aNewCounterStartsWithZeroASecondBefore() {
        start(ORDERS);
        order(5, "DE");
        advance(Duration.ofSeconds(1));
        var series = appended.stream()
                .filter(one -> one.labels().equals(metric("euro_total", "country", "DE")))
                .findFirst()
                .orElseThrow();
        assertThat(series.samples()).extracting(Sample::value).containsExactly(0.0, 5.0);
        assertThat(series.samples().get(1).time() - series.samples().get(0).time())
                .isEqualTo(1000);
        assertThat(series.samples().get(1).startTimestamp())
                .isEqualTo(series.samples().get(0).time());
    }

    @Test
    void nothingThatArrivesStopsASource() {
        start(ORDERS.replace("limits:", "dead_letter: dead\n    limits:"));
        produce("orders", "{broken");
        produce("orders", null);
        produce("orders", "");
        produce("orders", "{\"status\":\"PAID\",\"country\":{}}");
        order(1, "DE");
        advance(Duration.ofSeconds(1));
        assertThat(statistics.of("orders").refused())
                .containsEntry("undecodable", 2L)
                .containsEntry("partly", 2L);
        assertThat(statistics.of("orders").ignored()).containsExactly(Map.entry("tombstone", 1L));
        assertThat(statistics.of("orders").examples().get(0))
                .extracting(
                        RefusedRecord::topic, RefusedRecord::partition, RefusedRecord::offset, RefusedRecord::reason)
                .containsExactly("orders", 0, 0L, "undecodable");
        assertThat(last(metric("orders_total")))
                .as("a record of which a part is used counts")
                .isEqualTo(2);
        assertThat(deadLetterProducer.history()).hasSize(2);
        var copy = deadLetterProducer.history().get(0);
        assertThat(new String(copy.value(), StandardCharsets.UTF_8)).isEqualTo("{broken");
        assertThat(new String(copy.headers().lastHeader("tocsin.offset").value(), StandardCharsets.UTF_8))
                .isEqualTo("0");
    }

    @Test
    void seriesBeyondTheLimitAreRefusedAndCounted() {
        start(ORDERS);
        for (var i = 0; i < 100; i++) {
            order(1, "C" + i);
        }
        advance(Duration.ofSeconds(1));
        assertThat(statistics.of("orders").series()).isLessThanOrEqualTo(40);
        assertThat(statistics.of("orders").refused().get("series_limit")).isGreaterThan(100);
        assertThat(last(metric("orders_total"))).as("known series go on").isEqualTo(100);
    }

    @Test
    void longLabelsAndImplausibleTimesAreRefused() {
        start(ORDERS.replace("when:", "time: $.at\n    when:"));
        produce("orders", """
                {"status":"PAID","amount":1,"country":"a long name of a country","at":"%s"}""".formatted(now));
        produce("orders", """
                {"status":"PAID","amount":1,"country":"DE","at":"%s"}""".formatted(now.minus(Duration.ofHours(7))));
        produce("orders", """
                {"status":"PAID","amount":1,"country":"DE","at":"%s"}""".formatted(now.plus(Duration.ofHours(7))));
        advance(Duration.ofSeconds(1));
        assertThat(statistics.of("orders").refused())
                .containsEntry("label_length", 2L)
                .containsEntry("time", 2L);
        assertThat(values(metric("euro", "country", "DE"))).isEmpty();
        assertThat(last(metric("euro_total", "country", "DE")))
                .as("increases count when they are read")
                .isEqualTo(2);
    }

    /** Another instance, whose log time was ahead, can have had the partition before. */
    @Test
    void totalsDoNotGoBackIfTheLogTimeDoes() {
        start(ORDERS);
        order(1, "DE");
        advance(Duration.ofSeconds(5));
        now = now.minusSeconds(3);
        for (var i = 0; i < 5; i++) {
            order(1, "DE");
            advance(Duration.ofSeconds(1));
        }
        var values = new TreeMap<>(values(metric("orders_total")));
        assertThat(List.copyOf(values.values())).isSorted();
        assertThat(values.lastEntry().getValue()).isEqualTo(6);
    }

    @Test
    void lateAndRepeatedRecordsOfAGaugeAreStoredAtTheirTimes() {
        start(ORDERS.replace("when:", "time: $.at\n    when:"));
        for (var seconds : List.of(30, 10, 20, 10)) {
            produce("orders", """
                    {"status":"PAID","amount":%d,"country":"DE","at":"%s"}""".formatted(seconds, TestRecords.T.minusSeconds(seconds)));
        }
        advance(Duration.ofSeconds(1));
        assertThat(values(metric("euro", "country", "DE")))
                .containsOnly(Map.entry(-30.0, 30.0), Map.entry(-20.0, 20.0), Map.entry(-10.0, 10.0));
    }

    @Test
    void theLastRecordOfEachPartitionIsASeries() {
        assigned = Set.of(new Partition("orders", 0), new Partition("orders", 1));
        start(ORDERS);
        advance(Duration.ofSeconds(20));
        var labels = LastRecordSeries.labels("orders", "orders", 0);
        assertThat(last(labels)).as("no record yet").isZero();
        order(1, "DE");
        var at = now.getEpochSecond();
        advance(Duration.ofSeconds(40));
        assertThat(last(labels)).isEqualTo((double) at);
    }

    @Test
    void aChangedDefinitionTakesEffectAtOnceAndTotalsGoOn() {
        start(ORDERS);
        order(1, "DE");
        advance(Duration.ofSeconds(1));
        define(ORDERS.replace("'$.status == \"PAID\"'", "'exists($.status)'"));
        produce("orders", "{\"status\":\"OPEN\",\"amount\":1,\"country\":\"DE\"}");
        advance(Duration.ofSeconds(1));
        assertThat(last(metric("orders_total"))).isEqualTo(2);
        define("sources: []");
        appended.clear();
        advance(Duration.ofMinutes(1));
        assertThat(appended).as("series of a removed source end").isEmpty();
        define(ORDERS);
        order(1, "DE");
        advance(Duration.ofSeconds(2));
        assertThat(last(metric("orders_total"))).as("its totals are kept").isEqualTo(3);
    }

    @Test
    void aPatternMatchesTopicsThatComeLaterButNoTopicsOfTocsin() {
        start(ORDERS.replace("topics: [orders]", "pattern: '.*'"));
        var pattern = SourcesTopology.of(TestRecords.TOPICS, defined.all())
                .patterns()
                .values()
                .iterator()
                .next();
        assertThat(List.of("orders", "shop.orders", "t2"))
                .allMatch(topic -> pattern.matcher(topic).matches());
        assertThat(List.of("t.samples", "t.sources-source-series-repartition", "__consumer_offsets"))
                .noneMatch(topic -> pattern.matcher(topic).matches());
    }

    @Test
    void topicsOfSeveralSourcesAreReadOnceFromTheFirstPosition() {
        start(ORDERS + """
                  - name: all
                    pattern: 'orders|other'
                    format: json
                    start: earliest
                    series: [{metric: all_total, value: 1, kind: counter}]
                """);
        var patterns = SourcesTopology.of(TestRecords.TOPICS, defined.all()).patterns();
        assertThat(patterns.values().stream()
                        .filter(pattern -> pattern.matcher("orders").matches()))
                .hasSize(1);
        order(1, "DE");
        produce("other", "{}");
        advance(Duration.ofSeconds(1));
        assertThat(last(metric("orders_total"))).isEqualTo(1);
        assertThat(last(metric("all_total"))).isEqualTo(2);
    }
}
