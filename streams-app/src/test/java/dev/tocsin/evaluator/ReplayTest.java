package dev.tocsin.evaluator;

import static dev.tocsin.evaluator.SchedulerFixture.alert;
import static dev.tocsin.evaluator.SchedulerFixture.group;
import static dev.tocsin.evaluator.SchedulerFixture.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.promql.vectors.EngineOptions;
import dev.tocsin.evaluation.rules.RuleEvaluationContext.Origin;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.kafka.copies.TopicCopies;
import dev.tocsin.kafka.copies.WrittenCopies;
import dev.tocsin.kafka.replica.RecordValidator;
import dev.tocsin.labels.Labels;
import dev.tocsin.notifier.ClaimSettings;
import dev.tocsin.replay.LogComparison;
import dev.tocsin.replay.Replay;
import dev.tocsin.replay.ReplayListener;
import dev.tocsin.replay.ReplaySettings;
import dev.tocsin.replay.Stretch;
import dev.tocsin.replay.StretchMissingException;
import dev.tocsin.timing.Simulation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replays stretches of a simulated cluster of three instances from copies of its topics. */
class ReplayTest {
    private static final Topics TOPICS =
            new Topics(new Topics.Settings("test.", 1, 1, Duration.ofHours(3), Duration.ofDays(1)));
    private static final RuleGroup LOAD = group(
            "load",
            record("load:double", "load * 2"),
            alert("Load", "load:double > 10", "20s", "load is {{ $value }}"),
            alert("NoCpu", "absent(cpu)"));
    private static final RuleGroup CPU = group("cpu", record("cpu:sum", "sum(cpu + load:double)"));

    @TempDir
    private Path folder;

    private final List<String> evaluated = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void stretchWithKillsAndRuleEditsIsReproduced(long seed) {
        var fixture = new SchedulerFixture(seed, LOAD, CPU).set("load", 1).run(63);
        fixture.set("load", 9).run(50).set("cpu", 3);
        fixture.instances.get(0).loop.kill();
        fixture.run(40).set("load", 2).run(20);
        fixture.prefer(1);
        fixture.restart(0);
        fixture.put(group("load", alert("Load", "load > 7", "", "load is {{ $value }}")));
        fixture.run(30).set("load", 8).run(42);
        fixture.remove(CPU.key());
        fixture.run(30);

        var copies = copies(fixture, UnaryOperator.identity());
        var comparison = replay(copies, 60, 280);
        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.alertStates()).isGreaterThanOrEqualTo(6);
        assertThat(comparison.samples()).isGreaterThan(50);
        assertThat(warnings).isEmpty();
        assertThat(evaluated).anyMatch(text -> text.endsWith("Load FIRING value 18.0 {summary=load is 18}"));
    }

    @Test
    void stretchThatStartsWhileAlertsFireIsReproduced() {
        var fixture = new SchedulerFixture(3, LOAD, CPU)
                .set("load", 9)
                .run(95)
                .set("load", 1)
                .set("cpu", 1)
                .run(60);
        var comparison = replay(copies(fixture, UnaryOperator.identity()), 80, 150);
        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.alertStates()).as("both are resolved").isEqualTo(2);
    }

    @Test
    void changedSampleIsADifference() {
        var fixture = new SchedulerFixture(3, LOAD)
                .set("load", 1)
                .run(60)
                .set("load", 9)
                .run(60);
        var copies =
                copies(fixture, batch -> batch.isRecorded() || batch.isTickMarker() ? batch : withValue(batch, 9, 11));
        var comparison = replay(copies, 30, 110);
        assertThat(comparison.differing()).isPositive();
        assertThat(comparison.differences())
                .anyMatch(one -> one.subject().contains("load:double")
                        && one.evaluated().equals("22.0")
                        && one.logged().equals("18.0"))
                .anyMatch(one -> one.subject().startsWith("alert state test/load/Load/")
                        && one.evaluated().startsWith("PENDING of value 22.0"));
    }

    @Test
    void compactedAlertStatesAreAWarning() {
        var fixture = new SchedulerFixture(3, LOAD)
                .set("load", 9)
                .set("cpu", 1)
                .run(60)
                .set("load", 1)
                .run(60);
        var copies = copies(fixture, UnaryOperator.identity(), Set.of("Load FIRING"));
        var comparison = replay(copies, 30, 110);
        assertThat(comparison.differences()).isEmpty();
        assertThat(warnings).anyMatch(warning -> warning.startsWith("the alert-state topic was compacted since"));
    }

    @Test
    void stretchThatIsNotThereIsAnErrorWithTheTimesThatAre() {
        var copies = copies(new SchedulerFixture(3, LOAD).set("load", 9).run(60), UnaryOperator.identity());
        assertThatThrownBy(() -> replay(copies, -600, -300))
                .isInstanceOf(StretchMissingException.class)
                .hasMessageContaining("the oldest record there is of 2026-01-01T00:00:0");
        assertThatThrownBy(() -> replay(copies, 600, 900))
                .isInstanceOf(StretchMissingException.class)
                .hasMessageContaining("the newest tick is 2026-01-01T00:00:5");
    }

    private LogComparison replay(TopicCopies copies, int from, int to) {
        var stretch = new Stretch(Simulation.START.plusSeconds(from), Simulation.START.plusSeconds(to), Set.of());
        return new Replay(copies, settings(), stretch, new ReplayListener() {
                    @Override
                    public void evaluated(EvaluatedTick tick) {
                        tick.after()
                                .rules()
                                .values()
                                .forEach(rule -> rule.alerts()
                                        .values()
                                        .forEach(alert -> evaluated.add("%s %s %s value %s %s"
                                                .formatted(
                                                        tick.tick(),
                                                        alert.labels().get("alertname"),
                                                        alert.state().kind(),
                                                        alert.value(),
                                                        alert.annotations()))));
                    }

                    @Override
                    public void notified(VirtualNotification notification) {}

                    @Override
                    public void withheld(WithheldAlert alert) {}

                    @Override
                    public void warned(String warning) {
                        warnings.add(warning);
                    }

                    @Override
                    public void reached(Instant time) {}
                })
                .run();
    }

    private static ReplaySettings settings() {
        return new ReplaySettings(
                TOPICS,
                new RecordValidator(
                        new RuleGroupDraft.Defaults(SchedulerFixture.INTERVAL, Duration.ZERO),
                        (key, document) -> List.of()),
                document -> {
                    throw new IllegalStateException("there is no configuration");
                },
                new Engine(EngineOptions.DEFAULTS),
                10_000,
                Duration.ofMinutes(10),
                new Origin(Labels.EMPTY, URI.create("http://tocsin.example")),
                List.of(),
                new ClaimSettings(Duration.ofSeconds(10), Duration.ofMillis(250), 3, Duration.ofSeconds(6)),
                Duration.ofSeconds(2));
    }

    private TopicCopies copies(SchedulerFixture fixture, UnaryOperator<SampleBatch> edit) {
        return copies(fixture, edit, Set.of());
    }

    /** @param compacted changes of alert states that compaction has removed */
    private TopicCopies copies(SchedulerFixture fixture, UnaryOperator<SampleBatch> edit, Set<String> compacted) {
        var written = new WrittenCopies(TOPICS);
        fixture.rulesTopic.forEach(rules -> written.add(
                TOPICS.rules().name(),
                rules.at(),
                rules.key(),
                rules.group().map(group -> Codecs.RULES.encode(group.draft())).orElse(null)));
        for (var offset = 0; offset < fixture.samples.records().size(); offset++) {
            var batch = edit.apply(fixture.samples.records().get(offset));
            written.add(
                    TOPICS.samples().name(),
                    fixture.samples.appendedAt(offset),
                    batch.isTickMarker() ? "tick/1" : "",
                    Codecs.SAMPLES.encode(batch));
        }
        for (var offset = 0; offset < fixture.alertStates.records().size(); offset++) {
            if (!compacted.contains(fixture.logged().get(offset))) {
                var entry = fixture.alertStates.records().get(offset);
                written.add(
                        TOPICS.alertState().name(),
                        offset,
                        fixture.alertStates.appendedAt(offset),
                        entry.ruleUid() + "/" + entry.alert(),
                        entry.now().map(Codecs.ALERT_STATE::encode).orElse(null));
            }
        }
        return written.write(folder);
    }

    private static SampleBatch withValue(SampleBatch batch, double before, double after) {
        return SampleBatch.of(batch.series().stream()
                .map(series -> series.samples().get(0).value() == before
                        ? TimeSeries.of(series.labels(), series.samples().get(0).time(), after)
                        : series)
                .toList());
    }
}
