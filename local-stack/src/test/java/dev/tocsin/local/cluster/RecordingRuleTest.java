package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.labels.Labels;
import dev.tocsin.local.broker.Broker;
import dev.tocsin.local.broker.WithBroker;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Three instances evaluate a recording rule and write each result once. */
@WithBroker
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordingRuleTest {
    private static final int TICKS = 6;

    private ThreeInstances cluster;

    @BeforeAll
    void start(Broker broker) {
        cluster = ThreeInstances.start(broker, "record");
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void recordedSamplesAreWrittenOncePerTick() throws Exception {
        cluster.samples()
                .set(2, Labels.of("__name__", "load", "host", "a"), Labels.of("__name__", "load", "host", "b"));
        cluster.applyRules("record", """
                groups:
                  - name: record
                    interval: 1s
                    rules: [{record: "load:sum", expr: sum(load)}]
                """);
        var written = Eventually.until("some ticks are recorded", this::recorded, ticks -> ticks.size() > TICKS);

        var first = written.firstKey();
        var steady = written.tailMap(first, false);
        assertThat(steady.values()).as("writes by tick: %s", written).allMatch(times -> times == 1L);
        for (var instance : cluster.all()) {
            var answer = instance.get("/api/v1/query?query=load:sum");
            assertThat(answer.findPath("value").path(1).asText()).isEqualTo("4");
        }
    }

    /** The number of samples of the recorded series by their time. */
    private TreeMap<Long, Long> recorded() {
        return TopicRecords.of(cluster.broker(), cluster.topics().samples().name())
                .values("", Codecs.SAMPLES)
                .flatMap(batch -> batch.series().stream())
                .filter(track -> track.labels().get("__name__").equals("load:sum"))
                .flatMap(track -> track.samples().stream())
                .collect(Collectors.groupingBy(Sample::time, TreeMap::new, Collectors.counting()));
    }
}
