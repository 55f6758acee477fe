package dev.tocsin.evaluator;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.promql.vectors.EngineOptions;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.evaluation.rules.RuleEvaluationContext.Origin;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.samples.SampleColumns;
import dev.tocsin.evaluation.samples.SampleOrigin;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.Simulation;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** A simulated instance with a scheduler. Records the alerts that it forwards. */
final class SimulatedInstance implements AlertStateLog {
    static final Duration DELAY = Duration.ofMillis(500);
    private static final TickSettings TICKS =
            new TickSettings(Duration.ofSeconds(1), DELAY, DELAY, Duration.ofMinutes(10));
    static final Duration HEAD_START = Duration.ofMillis(250);

    final String name;
    final Simulation.ProcessLoop loop;
    final Telemetry telemetry = new Telemetry("test");
    final Agreement agreement = new Agreement(() -> 0);
    final SeriesStore store = new SeriesStore(10_000);
    final SimulatedTopic<AlertStateEntry>.Replica alertStates;
    final SimulatedTopic<SampleBatch>.Replica samples;
    final Scheduler scheduler;
    /** Forwarded alerts as text, in order. */
    final List<String> forwardedAlerts = new ArrayList<>();

    final Map<Fingerprint, Alert> lastAlerts = new HashMap<>();

    private final Map<String, RuleAlertState> loggedStates = new TreeMap<>();
    private final Map<String, Instant> recorded = new HashMap<>();
    private final TickBarrier barrier;
    private final AnswerLog answers = new AnswerLog();

    SimulatedInstance(SchedulerFixture fixture, String name) {
        this.name = name;
        this.loop = fixture.simulation.new ProcessLoop();
        this.barrier = new TickBarrier();
        this.alertStates = fixture.alertStates.replicaOf(loop, this::applyState);
        this.samples = fixture.samples.replicaOf(loop, this::applySamples);
        var engine = new Engine(EngineOptions.DEFAULTS);
        this.scheduler = new Scheduler(
                new EvaluatorContext(
                        loop,
                        task -> loop.after(fixture.simulation.randomMillis(0, 10), task),
                        this,
                        new Samples(),
                        store,
                        new RuleQueries(
                                engine,
                                Duration.ofMinutes(2),
                                store.maxSeries(),
                                () -> loop.monotonic().toNanos(),
                                fixture.source.of(this, fixture)),
                        key -> fixture.isPreferred(this),
                        HEAD_START,
                        TICKS,
                        fixture.simulation::now,
                        new Origin(Labels.EMPTY, URI.create("http://tocsin.example")),
                        List.of(),
                        agreement,
                        telemetry,
                        this::receiveAlerts),
                fixture.definedGroups::contains);
    }

    /** A record of the alert-state topic. @param now empty for a deletion */
    record AlertStateEntry(String ruleUid, Fingerprint alert, Optional<RuleAlertState> now, String by) {}

    void open(Collection<RuleGroup> groups) {
        scheduler.open(groups, () -> forwardedAlerts.add("open"));
    }

    private void applyState(AlertStateEntry entry) {
        var key = entry.ruleUid() + "/" + entry.alert();
        entry.now().ifPresentOrElse(now -> loggedStates.put(key, now), () -> loggedStates.remove(key));
        if (scheduler != null) {
            scheduler.alertStateChanged(key, entry.now());
        }
    }

    private void applySamples(SampleBatch batch) {
        if (batch.isTickMarker()) {
            if (barrier.mark(0, batch.tick(), 1) && scheduler != null) {
                scheduler.tickCompleted(barrier.complete());
            }
            return;
        }
        var columns = new SampleColumns();
        batch.series().forEach(series -> series.samples().forEach(sample -> columns.add(series.labels(), sample)));
        if (answers.accept(columns, batch.source())) {
            return;
        }
        var newest = barrier.newestOf(0);
        var origin = new SampleOrigin(
                newest.equals(TickBarrier.NO_TICK) ? SampleOrigin.NO_TICK : newest.toEpochMilli(), batch.source());
        batch.series()
                .forEach(series -> series.samples().forEach(sample -> store.append(series.labels(), sample, origin)));
        if (batch.isRecorded()) {
            recorded.merge(batch.source(), batch.tick(), (one, other) -> one.isAfter(other) ? one : other);
        }
    }

    private void receiveAlerts(List<Alert> alerts) {
        for (var alert : alerts) {
            lastAlerts.put(alert.fingerprint(), alert);
            forwardedAlerts.add(SchedulerFixture.describe(alert));
        }
    }

    @Override
    public Collection<RuleAlertState> startingWith(String prefix) {
        return loggedStates.values().stream()
                .filter(alert -> alert.key().startsWith(prefix))
                .toList();
    }

    @Override
    public Optional<RuleAlertState> find(String ruleUid, Fingerprint alert) {
        return Optional.ofNullable(loggedStates.get(ruleUid + "/" + alert));
    }

    @Override
    public Collection<RuleAlertState> all() {
        return List.copyOf(loggedStates.values());
    }

    @Override
    public CompletableFuture<Void> append(RuleAlertState state) {
        var alert = state.alert();
        var now = alert.state().equals(AlertState.INACTIVE) ? Optional.<RuleAlertState>empty() : Optional.of(state);
        return alertStates.append(new AlertStateEntry(state.ruleUid(), alert.fingerprint(), now, name));
    }

    @Override
    public CompletableFuture<Void> caughtUp() {
        return alertStates.caughtUp();
    }

    private final class Samples implements SampleLog {
        @Override
        public CompletableFuture<Void> caughtUp() {
            return samples.caughtUp();
        }

        @Override
        public Instant lastRecordedTick(String source) {
            return recorded.getOrDefault(source, Instant.MIN);
        }

        @Override
        public CompletableFuture<Void> append(SampleBatch batch) {
            return samples.append(batch);
        }

        @Override
        public AnswerLog answers() {
            return answers;
        }

        @Override
        public Instant completeTick() {
            return barrier.complete();
        }

        @Override
        public CompletableFuture<Void> mark(Instant tick, Instant logTime) {
            return samples.append(SampleBatch.tickMarker(tick));
        }

        @Override
        public Duration arrivalLag(Duration least, Duration most) {
            return least;
        }
    }
}
