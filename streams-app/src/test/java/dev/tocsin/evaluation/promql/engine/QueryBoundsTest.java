package dev.tocsin.evaluation.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.promql.PromqlSyntaxException;
import dev.tocsin.evaluation.promql.vectors.Cancellation;
import dev.tocsin.evaluation.promql.vectors.EngineOptions;
import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.SampleBudget;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.labels.Labels;
import dev.tocsin.limits.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries are bounded in time and memory, whatever their text and whatever they read. */
@Timeout(60)
class QueryBoundsTest {
    private static final int SERIES = 200;
    private static final long MINUTE = 60_000;

    private final SeriesStore store = new SeriesStore(10_000);
    private final EngineOptions options =
            new EngineOptions(Duration.ofMinutes(5), Duration.ofMinutes(1), 50_000_000, Features.ALL);

    QueryBoundsTest() {
        for (var i = 0; i < SERIES; i++) {
            var labels = Labels.of(Labels.NAME, "x", "i", "series-" + i, "long", "aaaaaaaaaaaaaaaa".repeat(16));
            for (var minute = 0; minute < 60; minute++) {
                store.append(labels, minute * MINUTE, i * 1000 + minute);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "label_replace(%s, \"grown\", \"$1$1\", \"grown\", \"(.*)\")",
                "label_replace(%s, \"grown\", \"${1}x$1\", \"grown\", \"(.*)\")",
                "label_join(%s, \"grown\", \"-\", \"grown\", \"grown\")",
                "label_join(%s, \"__name__\", \"-\", \"__name__\", \"__name__\", \"grown\")",
                "label_replace(%s, \"grown\", \"$1${1}y\", \"grown\", \"(.*)\") * on(i) group_left() x"
            })
    void labelsThatFunctionsGrowAreLimited(String function) {
        var text = "label_replace(x, \"grown\", \"0123456789\", \"\", \"\")";
        for (var i = 0; i < 40; i++) {
            text = function.formatted(text);
        }
        var query = text;
        assertThatThrownBy(() -> instant(new Engine(options, SampleBudget.of(10_000_000)), query))
                .isInstanceOf(EvaluationException.class)
                .hasMessageMatching("(?s).*(65536|too many samples in memory).*");
    }

    /** Before the values are joined, the result would have gigabytes. */
    @Test
    void aJoinIsLimitedBeforeItIsMade() {
        var text = "label_join(x, \"to\", \"" + "-".repeat(10_000) + "\"" + ", \"long\"".repeat(10_000) + ")";
        assertThatThrownBy(() -> instant(new Engine(options), text)).hasMessageContaining("65536");
    }

    @Test
    void textOfLabelsCountsAsMemory() {
        var text = "label_replace(x, \"copy\", \"" + "$1".repeat(200) + "\", \"long\", \"(.*)\")";
        assertThatThrownBy(() -> instant(new Engine(options, SampleBudget.of(1_000_000)), text))
                .hasMessageContaining("too many samples in memory");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "count_values(\"v\", x)",
                "x * on() group_left() vector(1) or label_replace(x, \"i\", \"\", \"\", \"\")",
                "topk(1000, x)",
                "max_over_time(max_over_time(x[5m:1s])[2m:1s])",
                "x[1h:1s]",
                "x and x[1h:1s] > 0 or sort(x)",
                "histogram_quantiles(x, \"q\", 0.1, 0.2, 0.3, 0.4)"
            })
    void samplesOfAQueryAreCountedBeforeTheyAreMade(String text) {
        var budget = SampleBudget.of(100_000);
        assertThatThrownBy(() -> range(new Engine(options, budget), text, 1_000))
                .isInstanceOfAny(EvaluationException.class, PromqlSyntaxException.class);
        assertThat(budget.reserved()).as("samples after the query").isZero();
    }

    @Test
    void oneBudgetHoldsForAllQueriesTogether() {
        var engine = new Engine(options, SampleBudget.of(40_000));
        var open = new ArrayList<SampleBudget.Usage>();
        try {
            assertThatThrownBy(() -> {
                        for (var i = 0; i < 100; i++) {
                            open.add(engine.openSamples());
                            engine.instant(store, engine.parse("x"), MINUTE, Cancellation.NEVER, open.get(i));
                        }
                    })
                    .hasMessageContaining("try again when fewer queries run, or raise evaluation.max_samples_total");
        } finally {
            open.forEach(SampleBudget.Usage::close);
        }
        assertThat(engine.budget().reserved()).isZero();
        assertThat(instant(engine, "count(x)")).isEqualTo("200");
    }

    @Test
    void clientsLeaveAPartOfTheBudgetToRules() {
        var rules = new Engine(options, SampleBudget.of(100_000));
        var clients = rules.forClients();
        try (var held = clients.openSamples()) {
            held.hold(0, 0);
            held.holdLabels(72_000 * 8);
            assertThatThrownBy(() -> instant(clients, "x")).hasMessageContaining("too many samples in memory");
            assertThat(instant(rules, "count(x)")).isEqualTo("200");
        }
    }

    @Test
    void operandsAreReleasedWhenTheirValueIsComputed() {
        var text = "x";
        for (var i = 0; i < 100; i++) {
            text = "abs(" + text + ")";
        }
        try (var samples = new Engine(options).openSamples()) {
            new Engine(options).instant(store, new Engine(options).parse(text), MINUTE, Cancellation.NEVER, samples);
            assertThat(samples.peak()).isLessThan(3 * SERIES);
        }
    }

    /** Work counted by the checks of the cancellation: each part of the query makes some. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "quantile_over_time(0.5, x[1h:1s])",
                "topk(10, x)",
                "x * on(i) group_left() x",
                "x + on(missing) fill(1) x",
                "sort_by_label(x, \"i\")",
                "label_replace(x, \"a\", \"$1\", \"i\", \"(.*)\")",
                "{__name__=~\".*x.*\", long=~\"(a|b)*\"}",
                "count_values(\"v\", x)"
            })
    void aCancelledQueryEndsSoon(String text) {
        var checks = new AtomicInteger();
        Cancellation cancelled =
                () -> checks.incrementAndGet() > 3 ? Cancellation.State.CANCELED : Cancellation.State.ACTIVE;
        var engine = new Engine(options);
        try (var samples = engine.openSamples()) {
            assertThatThrownBy(
                            () -> engine.range(store, engine.parse(text), 0, 59 * MINUTE, MINUTE, cancelled, samples))
                    .hasMessage("query was canceled in expression evaluation");
        }
    }

    @Test
    void aRegexOnALongValueCanBeCancelled() {
        var engine = new Engine(options);
        var text = "x{long=~\"(" + "a?".repeat(1_500) + ")" + "a".repeat(1_500) + "\"}";
        var checks = new AtomicInteger();
        Cancellation cancelled =
                () -> checks.incrementAndGet() > 20 ? Cancellation.State.TIMED_OUT : Cancellation.State.ACTIVE;
        var long64k = Labels.of(Labels.NAME, "x", "long", "a".repeat(64_000));
        store.append(long64k, 0, 1);
        assertThatThrownBy(() -> engine.instant(store, engine.parse(text), MINUTE, cancelled))
                .hasMessage("query timed out in expression evaluation");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x%s|f|1000000",
                "0%s|7|1000000",
                "1%s|0|200000",
                "1e%s|9|200000",
                "1.%s|3|200000",
                "x[%ss]|1|1000",
                "x offset %ss|1|1000",
                "x @ %s|1|1000",
                "%s|(|200000",
                "%s1|-|200000",
                "%s1|1+|100000",
                "{a=~\"%s\"}|x{1000}|20000",
                "{a=~\"%s\"}|(?i)[\\\\x{41}-\\\\x{1044e}]|1000",
                "{a=~\"%s\"}|a|240000",
                "{a=~\"%s.*\"}|a|240000",
                "{a=~\"%s\"}|a?|3900",
                "{a=~\"%s\"}|(a?)|1300",
                "{a=~\"%s.\"}|a1\\|b2\\||1900",
                "{a=~\"%s\"}|\\\\b|100000",
                "{a=~\"%s\"}|^|100000",
                "{long=~\"%s.*\"}|a{0,100}|19",
                "{a=~\"%s\"}|a\\|b\\||60000",
                "{%s}|a=~\"(x{100}){10}\",|10000",
                "{a=~\"%s\"}|(x{0,1000}){0,10}|1000",
                "label_replace(x,\"a\",\"b\",\"c\",\"%s\")|x{900}|10000",
                "%s|x or |60000",
                "sum by (%s) (x)|a,|100000"
            })
    @Timeout(20)
    void parsingTakesLittleTime(String parts) {
        var part = parts.split("(?<!\\\\)\\|");
        var repeated = part[1].replace("\\|", "|").repeat(Integer.parseInt(part[2]));
        var engine = new Engine(options);
        try {
            instant(engine, part[0].formatted(repeated));
        } catch (PromqlSyntaxException | EvaluationException expected) {
            assertThat(expected.getMessage()).hasSizeLessThan(2 * Limit.EXPRESSION_LENGTH.intValue());
        }
    }

    @Test
    void aLongExpressionIsRefused() {
        assertThatThrownBy(() -> new Engine(options).parse("x".repeat(300_000)))
                .isInstanceOf(PromqlSyntaxException.class)
                .hasMessageContaining("expression has 300000 characters, but the maximum is 262144");
    }

    @Test
    void digitsCompareAsNumbersWithoutBeingParsed() {
        for (var i = 0; i < 300; i++) {
            store.append(Labels.of(Labels.NAME, "digits", "n", "9".repeat(60_000) + i), 0, 1);
        }
        assertThat(instant(new Engine(options), "count(sort_by_label(digits, \"n\"))"))
                .isEqualTo("300");
    }

    private String instant(Engine engine, String text) {
        var value = engine.instant(store, engine.parse(text), MINUTE).value();
        return value instanceof dev.tocsin.evaluation.promql.vectors.Value.Vector vector
                        && vector.elements().size() == 1
                ? "%.0f".formatted(vector.elements().get(0).value())
                : "";
    }

    private void range(Engine engine, String text, long step) {
        try (var samples = engine.openSamples()) {
            engine.range(store, engine.parse(text), 0, 59 * MINUTE, step, Cancellation.NEVER, samples);
        }
    }
}
