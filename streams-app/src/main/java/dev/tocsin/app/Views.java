package dev.tocsin.app;

import dev.tocsin.config.Settings;
import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.rules.Rule;
import dev.tocsin.evaluator.Scheduler;
import dev.tocsin.http.Inside;
import dev.tocsin.http.alertmanager.Notifying;
import dev.tocsin.http.common.Condition;
import dev.tocsin.http.common.Identity;
import dev.tocsin.http.common.SkippedRecord;
import dev.tocsin.http.prometheus.Evaluating;
import dev.tocsin.http.prometheus.GroupStatus;
import dev.tocsin.http.prometheus.Written;
import dev.tocsin.kafka.clients.ClientState;
import dev.tocsin.kafka.codec.Kept;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.kafka.codec.SampleBatch.Track;
import dev.tocsin.kafka.log.BadRecord;
import dev.tocsin.kafka.replica.Entry;
import dev.tocsin.kafka.replica.Replica;
import dev.tocsin.notifier.Intake;
import dev.tocsin.notifier.Isolation;
import dev.tocsin.notifier.Notifier;
import dev.tocsin.notifier.Silencing;
import dev.tocsin.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** What the instance shows of itself at its door and in its metrics. */
final class Views {
    private final Settings settings;
    private final Version version;
    private final Instant startedAt;
    private final Shared shared;
    private final Replica replica;
    private final Notifier notifier;
    private final CurrentConfig config;

    Views(
            Settings settings,
            Version version,
            Instant startedAt,
            Shared shared,
            Notifier notifier,
            CurrentConfig config) {
        this.settings = settings;
        this.version = version;
        this.startedAt = startedAt;
        this.shared = shared;
        this.replica = shared.replica;
        this.notifier = notifier;
        this.config = config;
    }

    Inside inside(Telemetry telemetry, Intake intake, Silencing silencing, Scheduler scheduler, Engine engine) {
        var notifying = new Notifying(
                notifier::alerts,
                notifier::groups,
                notifier::inhibition,
                config::inForce,
                intake::post,
                silencing,
                settings.alertmanager().matchers(),
                settings.http().externalUrl().toString());
        var evaluating = new Evaluating(() -> groups(scheduler), engine, shared.store);
        return new Inside(
                new Identity(settings.instanceId(), version.text(), startedAt),
                this::condition,
                this::skipped,
                notifying,
                evaluating,
                this::store,
                telemetry);
    }

    void measure(Telemetry telemetry) {
        telemetry.gauge("tocsin_series", "Series that this instance holds", shared.store::seriesCount);
        telemetry.gauge("tocsin_series_limit", "Series that this instance may hold", shared.store::maxSeries);
        telemetry.gauge("tocsin_samples", "Samples that this instance holds", shared.store::sampleCount);
        telemetry.gauge(
                "tocsin_samples_bytes",
                "What numbers and their times take of memory, about, as of the last tidying",
                shared.store::sampleBytes);
        var sources = new AlertmanagerMetrics.Sources(
                settings.instanceId(),
                config,
                replica::silences,
                notifier::alerts,
                notifier::inhibition,
                notifier::groupCount,
                replica::members,
                this::liveMembers,
                notifier.isolation()::isCutOff);
        new AlertmanagerMetrics(sources, InstantSource.system()).register(telemetry, version.text());
        telemetry.gauge(
                "tocsin_slots",
                "Entries of the notification log",
                () -> replica.slots().size());
        telemetry.gauge(
                "tocsin_members",
                "Instances that are live",
                () -> liveMembers().all().size());
        telemetry.gauge(
                "tocsin_records_skipped", "Records that could not be used, since the start", this::skippedCount);
        telemetry.gauge(
                "tocsin_replica_live",
                "Whether the replica of the shared topics is restored",
                () -> replica.isLive() ? 1 : 0);
        telemetry.gauge(
                "tocsin_archive_running",
                "Whether this instance takes part in keeping the archive",
                () -> shared.archive
                                .filter(archive -> archive.state() == ClientState.RUNNING)
                                .isPresent()
                        ? 1
                        : 0);
        var behind = new AtomicLong();
        telemetry.gauge(
                "tocsin_samples_behind",
                "Records of the samples topic that are not read yet, as of the last scrape",
                () -> {
                    shared.samplesClient.ends().thenAccept(ends -> behind.set(shared.samples.behind(ends)));
                    return behind.get();
                });
    }

    private CompletableFuture<Void> store(List<Written> series) {
        var tracks = series.stream()
                .map(written -> new Track(written.labels(), written.samples()))
                .toList();
        return shared.log.append(SampleBatch.of(tracks)).thenApply(stored -> null);
    }

    private Condition condition() {
        var reasons = new ArrayList<String>();
        if (!replica.isLive()) {
            reasons.add("the replica of the shared topics is not restored yet"
                    + (shared.replicaClient.trouble().isEmpty() ? "" : ": " + shared.replicaClient.trouble()));
        }
        if (notifier.isolation().isCutOff()) {
            reasons.add("cut off from the cluster log for %d s, and %s"
                    .formatted(
                            notifier.isolation().unseenFor().toSeconds(),
                            notifier.isolation().policy() == Isolation.Policy.NOTIFY
                                    ? "notifies without claims (isolation.policy is notify)"
                                    : "notifies nobody until it is back (isolation.policy is hold)"));
        }
        return new Condition(reasons, notifier.isolation().isCutOff(), liveMembers(), config.problem(), skippedCount());
    }

    private dev.tocsin.notification.log.Members liveMembers() {
        return replica.members().liveAt(replica.logTime(), settings.member().timeout());
    }

    private long skippedCount() {
        return shared.samples.badRecordCount()
                + replica.badRecordCounts().values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
    }

    private List<SkippedRecord> skipped() {
        return Stream.concat(
                        shared.samples.badRecords().stream(),
                        replica.badRecords().values().stream().flatMap(Collection::stream))
                .map(Views::shown)
                .toList();
    }

    private static SkippedRecord shown(BadRecord record) {
        return new SkippedRecord(record.topic(), record.offset(), record.key(), record.reason(), record.at());
    }

    private List<GroupStatus> groups(Scheduler scheduler) {
        var known = replica.ruleGroups();
        return scheduler.statuses().stream()
                .map(status -> shown(status, problem(known, status.group().key())))
                .toList();
    }

    private static String problem(Map<String, ? extends Entry<?>> known, String key) {
        var entry = known.get(key);
        return entry == null ? "" : entry.flaw().map(Kept.Flaw::reason).orElse("");
    }

    private static GroupStatus shown(dev.tocsin.evaluator.GroupStatus status, String problem) {
        var times = new HashMap<String, Duration>();
        for (var i = 0;
                i < status.ruleTimes().size() && i < status.group().rules().size();
                i++) {
            Rule rule = status.group().rules().get(i);
            times.put(rule.uid(), status.ruleTimes().get(i));
        }
        var last = status.wasEvaluated() ? status.lastTick() : GroupStatus.NEVER;
        return new GroupStatus(status.group(), status.state(), last, status.took(), times, problem);
    }
}
