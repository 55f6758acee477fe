package dev.tocsin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.promql.vectors.EngineOptions;
import dev.tocsin.evaluation.rules.RuleDraft;
import dev.tocsin.evaluation.rules.RuleEvaluationContext.Origin;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.evaluation.samples.StaleMarker;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.RelabelConfig;
import dev.tocsin.notation.GoFloat;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.VirtualLoop;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** ALERTS series are written to the samples topic once, by one of the instances. */
@Tag("slow")
class AlertSeriesTest {
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Labels UP = Labels.of("__name__", "up", "job", "api");
    private static final RuleGroup GROUP = group();

    private final VirtualLoop time = new VirtualLoop(BEGINNING);
    private final InMemoryTopics topics = new InMemoryTopics();
    private final SeriesStore store = new SeriesStore(1000);
    private final List<Alert> forwarded = new ArrayList<>();
    private List<RelabelConfig> relabeling = List.of();
    private final Instant firstTick = Ticks.of(GROUP).lastTickAt(BEGINNING);

    @Test
    void alertIsWrittenAsPendingThenFiringThenStale() {
        instance(store, true).open(List.of(GROUP), () -> {});
        up(0, 0);
        up(1, 0);
        up(2, 1);
        time.advanceTo(firstTick.plus(MINUTE.multipliedBy(3)));

        assertThat(seriesAt(0)).containsExactly("ALERTS_FOR_STATE " + firstTick.getEpochSecond(), "ALERTS pending 1");
        assertThat(seriesAt(1))
                .containsExactly(
                        "ALERTS_FOR_STATE " + firstTick.getEpochSecond(), "ALERTS firing 1", "ALERTS pending end");
        assertThat(seriesAt(2)).containsExactly("ALERTS_FOR_STATE end", "ALERTS firing end");
        assertThat(seriesAt(3)).isEmpty();
    }

    /** As Prometheus: external labels do not replace labels of the alert, and the series ALERTS does not have them. */
    @Test
    void alertsAreForwardedWithExternalLabelsAndRelabeled() {
        relabeling = List.of(new RelabelConfig(
                RelabelConfig.Action.LABELDROP, List.of(), ";", RelabelConfig.compile("job"), 0, "", "$1"));
        instance(store, true).open(List.of(GROUP), () -> {});
        up(0, 0);
        up(1, 0);
        time.advanceTo(firstTick.plus(MINUTE.multipliedBy(2)));

        assertThat(forwarded)
                .extracting(Alert::labels)
                .containsExactly(Labels.of("alertname", "Down", "cluster", "eu"));
        assertThat(topics.samples.get(0).series().get(0).labels().get("cluster"))
                .isEmpty();
    }

    @Test
    void alertsThatRelabelingDropsAreNotForwarded() {
        relabeling = List.of(new RelabelConfig(
                RelabelConfig.Action.DROP, List.of("cluster"), ";", RelabelConfig.compile("e."), 0, "", "$1"));
        instance(store, true).open(List.of(GROUP), () -> {});
        up(0, 0);
        up(1, 0);
        time.advanceTo(firstTick.plus(MINUTE.multipliedBy(2)));

        assertThat(forwarded).isEmpty();
    }

    @Test
    void twoInstancesWriteSamplesOnce() {
        var other = new SeriesStore(1000);
        instance(store, true).open(List.of(GROUP), () -> {});
        instance(other, false).open(List.of(GROUP), () -> {});
        up(0, 0);
        other.append(UP, firstTick.toEpochMilli(), 0);
        time.advanceTo(firstTick.plusSeconds(59));

        assertThat(topics.samples).hasSize(1);
    }

    @Test
    void otherInstanceWritesIfThePreferredOneDoesNot() {
        instance(store, false).open(List.of(GROUP), () -> {});
        up(0, 0);
        time.advanceTo(firstTick.plusSeconds(59));

        assertThat(topics.written()).hasSize(2);
    }

    @Test
    void ruleWithTooManySeriesFailsAlone() {
        var many = 20_000;
        var largeStore = new SeriesStore(many + 10);
        for (var i = 0; i < many; i++) {
            largeStore.append(Labels.of("__name__", "m", "i", String.valueOf(i)), firstTick.toEpochMilli(), i);
        }
        var small = new EngineOptions(EngineOptions.DEFAULTS.lookback(), MINUTE, many / 2, Features.STABLE);
        var scheduler = instance(largeStore, true, small);
        scheduler.open(
                List.of(
                        group("all", 0, rule("all", "m + 0")),
                        group("limited", 5, rule("limited", "m{i=~\"[0-9]{2}\"}")),
                        group("fine", 0, rule("fine", "m{i=~\"[0-2]\"}"))),
                () -> {});
        time.advanceTo(firstTick.plusSeconds(59));

        assertThat(errors(scheduler))
                .containsExactly(
                        "query processing would load too many samples into memory in query execution",
                        "",
                        "exceeded limit of 5 with 90 series");
        assertThat(topics.written()).hasSize(3);
    }

    @Test
    void seriesAboveTheMaximumAreReported() {
        var many = 20_000;
        var full = new SeriesStore(many);
        for (var i = 0; i < many; i++) {
            full.append(Labels.of("__name__", "m", "i", String.valueOf(i)), firstTick.toEpochMilli(), i);
        }
        var scheduler = instance(full, true);
        scheduler.open(List.of(group("all", 0, rule("all", "m + 0"))), () -> {});
        time.advanceTo(firstTick.plusSeconds(59));

        assertThat(full.seriesCount()).isEqualTo(many);
        assertThat(errors(scheduler))
                .containsExactly("20000 of 20000 series are not kept: this instance holds 20000 already"
                        + " (evaluation.max_series)");
    }

    @Test
    void ruleWithAMillionSeriesIsRejectedQuickly() {
        var many = 100_000;
        var largeStore = new SeriesStore(many + 10);
        for (var i = 0; i < many; i++) {
            largeStore.append(Labels.of("__name__", "m", "i", String.valueOf(i)), firstTick.toEpochMilli(), i);
        }
        var scheduler = instance(largeStore, true);
        Assertions.assertTimeout(Duration.ofSeconds(60), () -> {
            scheduler.open(
                    List.of(
                            group("million", 0, rule("million", copies(0, 10))),
                            group("fine", 0, rule("fine", "m{i=~\"[0-2]\"}"))),
                    () -> {});
            time.advanceTo(firstTick.plusSeconds(59));
        });

        assertThat(errors(scheduler))
                .containsExactlyInAnyOrder(
                        "result has 1000000 series, but an instance holds at most 100010 (evaluation.max_series):"
                                + " aggregate it, or select fewer series",
                        "");
        assertThat(largeStore.seriesCount()).isEqualTo(many + 3);
        assertThat(topics.samples.stream()
                        .mapToInt(batch -> batch.series().size())
                        .sum())
                .isEqualTo(3);
    }

    /** An expression with copies of m that differ in one label, as a flat tree. */
    private static String copies(int from, int to) {
        if (to - from == 1) {
            return "label_replace(m, \"copy\", \"%d\", \"\", \"\")".formatted(from);
        }
        var middle = (from + to) / 2;
        return "(" + copies(from, middle) + " or " + copies(middle, to) + ")";
    }

    private static List<String> errors(Scheduler scheduler) {
        return scheduler.statuses().stream()
                .sorted(Comparator.comparing(status -> status.group().name()))
                .map(status -> status.state()
                        .rules()
                        .values()
                        .iterator()
                        .next()
                        .health()
                        .lastError())
                .toList();
    }

    private Scheduler instance(SeriesStore own, boolean isPreferred) {
        return instance(own, isPreferred, EngineOptions.DEFAULTS);
    }

    private Scheduler instance(SeriesStore own, boolean isPreferred, EngineOptions options) {
        var queries = new RuleQueries(
                new Engine(options),
                MINUTE,
                own.maxSeries(),
                () -> time.monotonic().toNanos());
        var scheduler = new Scheduler(
                new EvaluatorContext(
                        time,
                        Runnable::run,
                        topics.alertStateLog(),
                        topics.sampleLog(own),
                        own,
                        queries,
                        name -> isPreferred,
                        Duration.ofMillis(250),
                        TickSettings.DEFAULTS,
                        time::now,
                        new Origin(Labels.of("cluster", "eu"), URI.create("http://tocsin")),
                        relabeling,
                        new Agreement(() -> 0),
                        new Telemetry("test"),
                        forwarded::addAll),
                key -> true);
        topics.onTick(scheduler::tickCompleted);
        return scheduler;
    }

    private void up(int tick, double value) {
        store.append(UP, firstTick.plus(MINUTE.multipliedBy(tick)).toEpochMilli(), value);
    }

    private List<String> seriesAt(int tick) {
        var at = firstTick.plus(MINUTE.multipliedBy(tick)).toEpochMilli();
        var texts = new ArrayList<String>();
        for (var batch : topics.samples) {
            for (var series : batch.series()) {
                series.samples().stream()
                        .filter(sample -> sample.time() == at)
                        .forEach(sample -> texts.add(text(series.labels(), sample)));
            }
        }
        return texts.stream()
                .sorted(Comparator.comparing((String text) -> !text.contains("_FOR_"))
                        .thenComparing(text -> text))
                .toList();
    }

    private static String text(Labels labels, Sample sample) {
        assertThat(labels.asMap()).containsEntry("alertname", "Down").containsEntry("job", "api");
        var value = StaleMarker.is(sample.value()) ? "end" : GoFloat.plain(sample.value());
        return (labels.metricName() + " " + labels.get("alertstate") + " " + value).replace("  ", " ");
    }

    private static RuleGroup group() {
        return group("up", 0, new RuleDraft("", "Down", "up == 0", "1m", "", Map.of(), Map.of()));
    }

    private static RuleDraft rule(String record, String expr) {
        return new RuleDraft(record, "", expr, "", "", Map.of(), Map.of());
    }

    private static RuleGroup group(String name, long limit, RuleDraft rule) {
        var draft = new RuleGroupDraft("app", name, "1m", "", limit, Map.of(), List.of(rule));
        var checked = draft.validate(new RuleGroupDraft.Defaults(MINUTE, Duration.ZERO));
        return ((RuleGroupDraft.ValidationResult.Valid) checked).group();
    }
}
