package dev.tocsin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.rules.QueryAnswer;
import dev.tocsin.evaluation.samples.SampleColumns;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Answers of data sources as batches of the samples topic. */
class AnswerBatchTest {
    private static final Instant TICK = Instant.parse("2026-01-01T00:00:10Z");
    private static final QueryAnswer FAILED = new QueryAnswer.Failed("data source db: down");

    private final AnswerLog log = new AnswerLog();
    private final List<String> groups = new ArrayList<>();

    @Test
    void answersAreReadAsTheyWereWritten() {
        var elements = new QueryAnswer.Elements(
                List.of(
                        new Value.Element(Labels.of("__name__", "up", "job", "a"), 1.5),
                        new Value.Element(Labels.EMPTY, Double.POSITIVE_INFINITY)),
                List.of("one", "two"));
        var written =
                answers("i1", Map.of("a", elements, "b", new QueryAnswer.Elements(List.of(), List.of()), "c", FAILED));

        read(AnswerBatch.of("ns/g", written));

        var read = log.at("ns/g", TICK).orElseThrow();
        assertThat(read.instance()).isEqualTo("i1");
        assertThat(read.byRule().keySet()).isEqualTo(Set.of("a", "b", "c"));
        assertThat(read.byRule().get("a").requireElements()).containsExactlyInAnyOrderElementsOf(elements.elements());
        assertThat(((QueryAnswer.Elements) read.byRule().get("a")).warnings()).containsExactly("one", "two");
        assertThat(read.byRule().get("b").requireElements()).isEmpty();
        assertThat(read.byRule().get("c")).isEqualTo(FAILED);
        assertThat(read.failures()).isEqualTo(1);
    }

    /** A large batch is several records, and those of two instances can alternate. */
    @Test
    void theRecordsOfABatchArePutTogether() {
        var one = AnswerBatch.of("ns/g", answers("i1", Map.of("a", elements(500), "b", FAILED)));
        var two = AnswerBatch.of("ns/g", answers("i2", Map.of("a", elements(300), "b", elements(1))));
        log.onAnswers(groups::add);
        for (var from = 0; from < 600; from += 50) {
            part(one, from);
            part(two, from);
        }

        assertThat(groups).hasSize(2);
        assertThat(log.at("ns/g", TICK).orElseThrow().instance())
                .as("fewer failures")
                .isEqualTo("i2");
        assertThat(log.at("ns/g", TICK).orElseThrow().byRule().get("a").requireElements())
                .hasSize(300);
    }

    @Test
    void theFirstAnswersWithoutFailuresCount() {
        read(AnswerBatch.of("ns/g", answers("i1", Map.of("a", FAILED))));
        read(AnswerBatch.of("ns/g", answers("i2", Map.of("a", elements(1)))));
        read(AnswerBatch.of("ns/g", answers("i3", Map.of("a", elements(2)))));
        read(AnswerBatch.of("ns/g", answers("i4", Map.of("a", FAILED))));

        assertThat(log.at("ns/g", TICK).orElseThrow().instance()).isEqualTo("i2");
        assertThat(log.at("ns/g", TICK.plusSeconds(10))).isEmpty();
    }

    @Test
    void aRecordThatIsDeliveredTwiceCountsOnce() {
        var batch = AnswerBatch.of("ns/g", answers("i1", Map.of("a", elements(3))));
        part(batch, 0, 2);
        part(batch, 0, 2);
        assertThat(log.at("ns/g", TICK)).isEmpty();
        part(batch, 2, 4);
        assertThat(log.at("ns/g", TICK).orElseThrow().byRule().get("a").requireElements())
                .hasSize(3);
    }

    @Test
    void recordedSamplesAreNoAnswers() {
        var recorded = new SampleBatch(
                List.of(TimeSeries.of(Labels.of("__name__", "x"), TICK.toEpochMilli(), 1)), "ns/g (answers)", TICK);
        assertThat(read(recorded)).isFalse();
        assertThat(read(new SampleBatch(List.of(), "ns/g (answers)", TICK))).isFalse();
    }

    private static GroupAnswers answers(String instance, Map<String, QueryAnswer> byRule) {
        return new GroupAnswers(TICK, instance, byRule);
    }

    private static QueryAnswer elements(int count) {
        return new QueryAnswer.Elements(
                IntStream.range(0, count)
                        .mapToObj(i -> new Value.Element(Labels.of("i", String.valueOf(i)), i))
                        .toList(),
                List.of());
    }

    private boolean read(SampleBatch batch) {
        return part(batch, 0, batch.series().size());
    }

    private void part(SampleBatch batch, int from) {
        part(batch, from, Math.min(from + 50, batch.series().size()));
    }

    private boolean part(SampleBatch batch, int from, int to) {
        var columns = new SampleColumns();
        for (var i = from; i < to; i++) {
            var series = batch.series().get(i);
            series.samples().forEach(sample -> columns.add(series.labels(), sample));
        }
        return log.accept(columns, batch.source());
    }
}
