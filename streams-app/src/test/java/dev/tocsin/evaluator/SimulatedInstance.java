package dev.tocsin.evaluator;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.promql.vectors.Options;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.kafka.codec.LoggedAlert;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.World;
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

/** The evaluating half of one instance in a simulated world, and what it has told its notifying half. */
final class SimulatedInstance implements Ledger {
    static final Duration DELAY = Duration.ofMillis(500);
    static final Duration COURTESY = Duration.ofMillis(250);

    final String name;
    final World.ProcessLoop loop;
    final Telemetry telemetry = new Telemetry("test");
    final SeriesStore store = new SeriesStore(10_000);
    final SimulatedTopic<LedgerEntry>.Replica ledger;
    final SimulatedTopic<SampleBatch>.Replica samples;
    final Scheduler scheduler;
    /** In order, as text. */
    final List<String> told = new ArrayList<>();
    /** The last word about each alert. */
    final Map<Fingerprint, Alert> book = new HashMap<>();

    private final Map<String, LoggedAlert> logged = new TreeMap<>();
    private final Map<String, Instant> recorded = new HashMap<>();

    SimulatedInstance(SchedulingStory story, String name) {
        this.name = name;
        this.loop = story.world.new ProcessLoop();
        this.ledger = story.ledger.replicaOf(loop, this::fold);
        this.samples = story.samples.replicaOf(loop, this::take);
        var engine = new Engine(Options.DEFAULTS);
        this.scheduler = new Scheduler(
                new Bureau(
                        loop,
                        task -> loop.after(story.world.some(0, 10), task),
                        this,
                        new Samples(),
                        store,
                        new Queries(
                                engine,
                                store,
                                Duration.ofMinutes(2),
                                store.maxSeries(),
                                () -> loop.monotonic().toNanos()),
                        matter -> story.goesFirst(this),
                        COURTESY,
                        DELAY,
                        URI.create("http://tocsin.example"),
                        telemetry,
                        this::hear),
                story.written::contains);
    }

    /** What became of one key of the ledger; empty if it was forgotten. */
    record LedgerEntry(String ruleUid, Fingerprint alert, Optional<LoggedAlert> now, String by) {}

    void open(Collection<RuleGroup> groups) {
        scheduler.open(groups, () -> told.add("open"));
    }

    private void fold(LedgerEntry entry) {
        var key = entry.ruleUid() + "/" + entry.alert();
        entry.now().ifPresentOrElse(now -> logged.put(key, now), () -> logged.remove(key));
        if (scheduler != null) {
            scheduler.learn(entry.ruleUid(), entry.alert());
        }
    }

    private void take(SampleBatch batch) {
        batch.series().forEach(track -> track.points().forEach(point -> store.append(track.labels(), point)));
        if (batch.isRecorded()) {
            recorded.merge(batch.source(), batch.tick(), (one, other) -> one.isAfter(other) ? one : other);
        }
    }

    private void hear(List<Alert> alerts) {
        for (var alert : alerts) {
            book.put(alert.fingerprint(), alert);
            told.add(SchedulingStory.words(alert));
        }
    }

    @Override
    public Collection<LoggedAlert> of(String ruleUid) {
        return logged.values().stream()
                .filter(alert -> alert.persisted().ruleUid().equals(ruleUid))
                .toList();
    }

    @Override
    public Optional<LoggedAlert> find(String ruleUid, Fingerprint alert) {
        return Optional.ofNullable(logged.get(ruleUid + "/" + alert));
    }

    @Override
    public Collection<LoggedAlert> all() {
        return List.copyOf(logged.values());
    }

    @Override
    public CompletableFuture<Void> write(LoggedAlert alert) {
        var persisted = alert.persisted();
        return ledger.append(
                new LedgerEntry(persisted.ruleUid(), persisted.alert().fingerprint(), Optional.of(alert), name));
    }

    @Override
    public CompletableFuture<Void> forget(String ruleUid, Fingerprint alert) {
        return ledger.append(new LedgerEntry(ruleUid, alert, Optional.empty(), name));
    }

    @Override
    public CompletableFuture<Void> caughtUp() {
        return ledger.caughtUp();
    }

    private final class Samples implements SampleLog {
        @Override
        public CompletableFuture<Void> caughtUp() {
            return samples.caughtUp();
        }

        @Override
        public Instant recordedUpTo(String source) {
            return recorded.getOrDefault(source, Instant.MIN);
        }

        @Override
        public CompletableFuture<Void> write(SampleBatch batch) {
            return samples.append(batch);
        }
    }
}
