package dev.tocsin.evaluation.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.evaluation.promql.Feature;
import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.promql.parser.PromqlParser;
import dev.tocsin.evaluation.promql.vectors.Cancellation;
import dev.tocsin.evaluation.promql.vectors.EngineOptions;
import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.rules.unittest.SeriesDescription;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.labels.Labels;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SeriesStore store = new SeriesStore(1000);
    private final Engine engine = new Engine(EngineOptions.DEFAULTS);

    @BeforeEach
    void load() {
        load("A 0+60x10");
        load("B 100 160 220 280 10 70 130 190 250 310 370");
        load("G _ _ _ 5 10 15");
        load("L _ _ _ _ _ _ _ _ 30 40 50");
        load("buckets{le=\"1\"} 2x10");
        load("buckets{le=\"2\"} 6x10");
        load("buckets{le=\"5\"} 9x10");
        load("buckets{le=\"+Inf\"} 10x10");
        load("a{g=\"x\"} 1x10");
        load("b{g=\"x\", i=\"1\"} 2x10");
        load("b{g=\"x\", i=\"2\"} 3x10");
        load("gone 1 2 stale");
    }

    @ParameterizedTest(name = "{0} at {1} is {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            increase(A[5m])                  | 10m    | 300
            increase(A[5m])                  | 10m30s | 300
            increase(A[150s])                | 2m     | 120
            increase(B[10m])                 | 10m    | 544.4444444444445
            increase(G[5m])                  | 5m     | 12.5
            increase(L[5m])                  | 10m    | 25
            irate(B[5m])                     | 10m    | 1
            resets(B[10m])                   | 10m    | 1
            deriv(A[5m])                     | 10m    | 1
            predict_linear(A[5m], 60)        | 10m    | 660
            stddev_over_time(A[5m])          | 10m    | 84.85281374
            sum_over_time(A[3m:30s])         | 10m    | 3060
            count_over_time(A[1m])           | 5m     | 1
            A                                | 14m59s | 600
            histogram_quantile(0.1, buckets) | 10m    | 0.5
            histogram_quantile(0.5, buckets) | 10m    | 1.75
            histogram_quantile(0.9, buckets) | 10m    | 5
            histogram_quantile(0.95, buckets)| 10m    | 5
            histogram_quantile(1, buckets)   | 10m    | 5
            histogram_quantile(0, buckets)   | 10m    | 0
            1 < bool 2                       | 0s     | 1
            -2 ^ 2                           | 0s     | -4
            2 ^ 3 ^ 2                        | 0s     | 512
            5m                               | 0s     | 300
            0x10 + 010                       | 0s     | 24
            1 - 2 - 3                        | 0s     | -4
            -5 % 3                           | 0s     | -2
            a * on(g) group_right b          | 1m     | 2 3
            sum by (g) (b)                   | 1m     | 5
            topk(1, b)                       | 1m     | 3
            gone                             | 1m     | 2
            count_over_time(gone[5m])        | 2m     | 2
            """)
    void evaluates(String query, String at, String expected) {
        var values = values(engine.instant(store, PromqlParser.parse(query, Features.ALL), PromqlScript.millis(at)));

        var wanted = expected.split(" ");
        assertThat(values).hasSameSizeAs(wanted);
        for (var i = 0; i < wanted.length; i++) {
            assertThat(values[i]).isCloseTo(Double.parseDouble(wanted[i]), within(1e-6));
        }
    }

    @ParameterizedTest(name = "{0} at {1} is empty")
    @CsvSource(delimiter = '|', textBlock = """
            A              | 15m
            gone           | 2m
            A > 1000       | 10m
            absent(A)      | 10m
            b unless on(g) a | 1m
            rate(A[30s])   | 10m
            """)
    void hasNoElement(String query, String at) {
        assertThat(values(engine.instant(store, PromqlParser.parse(query), PromqlScript.millis(at))))
                .isEmpty();
    }

    /** A matcher removes the label of an equality that is written before it. */
    @ParameterizedTest(name = "absent({0}) has the labels {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            x{job!~"b", job="a"}                | {job="a"}
            x{job="a", job!~"b"}                | {}
            x{job="a", job!="b"}                | {}
            x{job!="b", job="a", a="b", job="c"}| {a="b"}
            x{job="b", job="a"}                 | {}
            x{a="", job=~"a", job="a", b="c"}   | {b="c", job="a"}
            (x{job!~"b", job="a"})              | {job="a"}
            """)
    void absentHasTheLabelsOfItsSelector(String selector, String labels) {
        for (var query : new String[] {"absent(" + selector + ")", "absent_over_time(" + range(selector) + ")"}) {
            var result = (Value.Vector)
                    engine.instant(store, PromqlParser.parse(query), 0).value();
            assertThat(result.elements()).singleElement().extracting("labels").hasToString(labels);
        }
    }

    private static String range(String selector) {
        return selector.startsWith("(") ? selector.replace(")", "[5m])") : selector + "[5m]";
    }

    /** Times beyond Java's calendar, as Go computes them. */
    @ParameterizedTest(name = "{0}(vector({1})) is {2}")
    @CsvSource({
        "year,        1e308,           292277026596",
        "month,       NaN,             12",
        "day_of_week, -Inf,            0",
        "day_of_year, -1e308,          339",
        "year,        -9.22337203e18,  292277026814",
        "day_of_year, -9.22337203e18,  54",
        "year,        9e18,            285198648531",
        "day_of_week, 9e18,            6",
        "year,        -9e18,           -285198644592",
        "day_of_year, -9e18,           256",
        "year,        1e13,            318857",
        "day_of_year, 1e13,            140",
        "year,        -1e13,           -314918",
        "month,       -1e13,           8",
        "year,        -62135596801,    0",
        "year,        -62135596800,    1"
    })
    void datesHaveNoBounds(String function, String seconds, double expected) {
        var query = "%s(vector(%s))".formatted(function, seconds);
        assertThat(values(engine.instant(store, PromqlParser.parse(query), 0))).containsExactly(expected);
    }

    @ParameterizedTest(name = "{0} fails")
    @CsvSource(delimiter = '|', textBlock = """
            2 </ 1 | operator "</" not allowed for Scalar operations
            2 >/ 1 | operator ">/" not allowed for Scalar operations
            """)
    void scalarsCannotBeTrimmed(String query, String error) {
        assertThatThrownBy(() -> engine.instant(store, PromqlParser.parse(query), 0))
                .isInstanceOf(EvaluationException.class)
                .hasMessage(error);
    }

    @ParameterizedTest(name = "{0} has no overflow")
    @ValueSource(
            strings = {
                "a @ 9223372036854775",
                "a @ -9223372036854775 offset 292y",
                "sum_over_time(a[1m:1h] @ 1e18)",
                "sum_over_time(a[292y:292y] @ -1e18 offset 292y)",
                "sum_over_time(a[292y] @ -1e18 offset 292y)"
            })
    void farTimesHaveNoSamples(String query) {
        assertThat(values(engine.instant(store, PromqlParser.parse(query), 0))).isEmpty();
    }

    @Test
    void duplicateSeriesOnTheOneSideAreAnError() {
        assertThatThrownBy(() -> engine.instant(store, PromqlParser.parse("a * on(g) b"), MINUTE.toMillis()))
                .isInstanceOf(EvaluationException.class)
                .hasMessage("found duplicate series for the match group {g=\"x\"} on the right hand-side of the"
                        + " operation: [{__name__=\"b\", g=\"x\", i=\"1\"}, {__name__=\"b\", g=\"x\","
                        + " i=\"2\"}];many-to-many matching not allowed: matching labels must be unique on one side");
    }

    @Test
    void rangeQueryEqualsInstantQueriesAtEachStep() {
        for (var query : new String[] {"rate(B[3m])", "sum by (g) (b) / on(g) a", "topk(1, b)", "A > 200", "G or L"}) {
            var expr = PromqlParser.parse(query);
            var matrix =
                    (Value.Matrix) engine.range(store, expr, 0, 900_000, 30_000).value();

            for (var time = 0L; time <= 900_000; time += 30_000) {
                var instant = (Value.Vector) engine.instant(store, expr, time).value();
                assertThat(at(matrix, time)).as("%s at %d", query, time).isEqualTo(text(instant));
            }
        }
    }

    @Test
    void timedOutAndCanceledQueriesFail() {
        var expr = PromqlParser.parse("sum(A)");

        assertThatThrownBy(() -> engine.instant(store, expr, 0, () -> Cancellation.State.TIMED_OUT))
                .hasMessage("query timed out in expression evaluation");
        assertThatThrownBy(() -> engine.instant(store, expr, 0, () -> Cancellation.State.CANCELED))
                .hasMessage("query was canceled in expression evaluation");
    }

    @Test
    void sampleLimitIsEnforced() {
        var small = new Engine(new EngineOptions(Duration.ofMinutes(5), MINUTE, 5, Features.STABLE));

        assertThatThrownBy(() -> small.instant(store, PromqlParser.parse("sum_over_time(A[10m])"), 600_000))
                .hasMessage("query processing would load too many samples into memory in query execution");
    }

    @ParameterizedTest(name = "{0} exceeds the limit")
    @ValueSource(strings = {"A[100y:1ms]", "sum_over_time(A[100y:1ms])", "sum_over_time(A[10y:1s])"})
    void subqueryWithTooManyStepsIsRejectedBeforeEvaluation(String query) {
        assertThatThrownBy(() -> engine.instant(store, PromqlParser.parse(query), 600_000))
                .hasMessage("query processing would load too many samples into memory in query execution");
    }

    @Test
    void annotationHasItsPosition() {
        var query = "sum(\n  rate(A[5m]))";

        var result = engine.instant(store, PromqlParser.parse(query), 600_000);

        assertThat(result.infos(query))
                .containsExactly("PromQL info: metric might not be a counter, name does not end in"
                        + " _total/_sum/_count/_bucket: \"A\" (2:8)");
        assertThat(result.warnings(query)).isEmpty();
    }

    @ParameterizedTest(name = "{0} of type {1} with type-and-unit-labels")
    @CsvSource(nullValues = "-", textBlock = """
            c, counter, true
            c, histogram, true
            c, gauge, false
            c_total, -, false
            """)
    void typeLabelIdentifiesCountersIfEnabled(String name, String type, boolean isCounter) {
        var features = Features.stableAnd(EnumSet.of(Feature.TYPE_AND_UNIT_LABELS));
        var typed = new Engine(new EngineOptions(Duration.ofMinutes(5), MINUTE, 100, features));
        load(name + (type == null ? "" : "{__type__=\"" + type + "\"}") + " 1 2 3");
        var query = "rate(" + name + "[5m])";

        var infos = typed.instant(store, typed.parse(query), 120_000).infos(query);

        var info = "PromQL info: metric might not be a counter, __type__ label is not set to \"counter\" or"
                + " \"histogram\", got \"%s\": \"%s\" (1:6)";
        assertThat(infos).isEqualTo(isCounter ? List.of() : List.of(info.formatted(type == null ? "" : type, name)));
    }

    @Test
    void engineParsesWithItsFeatures() {
        assertThatThrownBy(() -> engine.parse("limitk(1, A)")).hasMessageContaining("limitk() is experimental");
        var more = new Engine(new EngineOptions(Duration.ofMinutes(5), MINUTE, 100, Features.ALL));
        assertThat(values(more.instant(store, more.parse("limitk(1, A)"), 600_000)))
                .containsExactly(600);
    }

    private void load(String line) {
        var series = SeriesDescription.parse(line);
        for (var i = 0; i < series.values().size(); i++) {
            var time = i * MINUTE.toMillis();
            series.values().get(i).ifPresent(item -> store.append(series.labels(), item.toSample(time)));
        }
    }

    private static double[] values(QueryResult result) {
        return result.value() instanceof Value.Scalar scalar
                ? new double[] {scalar.value()}
                : ((Value.Vector) result.value())
                        .elements().stream().mapToDouble(Value.Element::value).toArray();
    }

    private static String at(Value.Matrix matrix, long time) {
        return matrix.series().stream()
                .map(series -> series.between(time - 1, time))
                .filter(series -> series.size() > 0)
                .map(series -> text(series.labels(), series.values()[series.from()]))
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static String text(Value.Vector vector) {
        return vector.elements().stream()
                .map(element -> text(element.labels(), element.value()))
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static String text(Labels labels, double value) {
        return labels + "=" + value;
    }
}
