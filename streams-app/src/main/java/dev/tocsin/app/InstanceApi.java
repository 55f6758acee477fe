package dev.tocsin.app;

import dev.tocsin.config.Settings;
import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.evaluator.Scheduler;
import dev.tocsin.http.HttpServerContext;
import dev.tocsin.http.alertmanager.AlertmanagerApiContext;
import dev.tocsin.http.common.Identity;
import dev.tocsin.http.common.InstanceStatus;
import dev.tocsin.http.prometheus.PrometheusApiContext;
import dev.tocsin.kafka.clients.ClientState;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.kafka.codec.StoredRecord;
import dev.tocsin.kafka.log.SkippedRecord;
import dev.tocsin.kafka.replica.Replica;
import dev.tocsin.kafka.replica.ReplicaEntry;
import dev.tocsin.notifier.AlertIngestion;
import dev.tocsin.notifier.Isolation;
import dev.tocsin.notifier.Notifier;
import dev.tocsin.notifier.SilenceService;
import dev.tocsin.telemetry.Telemetry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** What the instance shows of itself at its door and in its metrics. */
final class InstanceApi {
    private final Settings settings;
    private final Version version;
    private final Instant startedAt;
    private final KafkaWiring kafka;
    private final Replica replica;
    private final Notifier notifier;
    private final CurrentConfig config;

    InstanceApi(
            Settings settings,
            Version version,
            Instant startedAt,
            KafkaWiring shared,
            Notifier notifier,
            CurrentConfig config) {
        this.settings = settings;
        this.version = version;
        this.startedAt = startedAt;
        this.kafka = shared;
        this.replica = shared.replica;
        this.notifier = notifier;
        this.config = config;
    }

    HttpServerContext httpContext(
            Telemetry telemetry, AlertIngestion intake, SilenceService silencing, Scheduler scheduler, Engine engine) {
        var notifying = new AlertmanagerApiContext(
                notifier::alerts,
                notifier::groups,
                notifier::inhibition,
                config::current,
                intake::post,
                silencing,
                settings.matchers(),
                settings.http().externalUrl().toString());
        var evaluating = new PrometheusApiContext(scheduler::statuses, this::ruleGroupProblem, engine, kafka.store);
        return new HttpServerContext(
                new Identity(settings.instanceId(), version.text(), startedAt),
                this::status,
                this::skippedRecords,
                notifying,
                evaluating,
                this::appendSamples,
                telemetry);
    }

    void registerMetrics(Telemetry telemetry) {
        telemetry.gauge("tocsin_series", "Series that this instance holds", kafka.store::seriesCount);
        telemetry.gauge("tocsin_series_limit", "Series that this instance may hold", kafka.store::maxSeries);
        telemetry.gauge("tocsin_samples", "Samples that this instance holds", kafka.store::sampleCount);
        telemetry.gauge(
                "tocsin_samples_bytes",
                "What numbers and their times take of memory, about, as of the last tidying",
                kafka.store::sampleBytes);
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
        new AlertmanagerMetrics(sources, replica::logTime).register(telemetry, version.text());
        telemetry.gauge(
                "tocsin_slots",
                "Entries of the notification log",
                () -> replica.slots().size());
        telemetry.gauge(
                "tocsin_members",
                "Instances that are live",
                () -> liveMembers().all().size());
        telemetry.gauge(
                "tocsin_records_skipped", "Records that could not be used, since the start", this::skippedRecordCount);
        telemetry.gauge(
                "tocsin_replica_live",
                "Whether the replica of the shared topics is restored",
                () -> replica.isLive() ? 1 : 0);
        telemetry.gauge(
                "tocsin_archive_running",
                "Whether this instance takes part in keeping the archive",
                () -> kafka.archive
                                .filter(archive -> archive.state() == ClientState.RUNNING)
                                .isPresent()
                        ? 1
                        : 0);
        var behind = new AtomicLong();
        telemetry.gauge(
                "tocsin_samples_behind",
                "Records of the samples topic that are not read yet, as of the last scrape",
                () -> {
                    kafka.samplesClient.endOffsets().thenAccept(ends -> behind.set(kafka.samples.lag(ends)));
                    return behind.get();
                });
    }

    private CompletableFuture<Void> appendSamples(List<TimeSeries> series) {
        return kafka.topicWriter.append(SampleBatch.of(series)).thenApply(stored -> null);
    }

    private InstanceStatus status() {
        var reasons = new ArrayList<String>();
        if (!replica.isLive()) {
            reasons.add("the replica of the shared topics is not restored yet"
                    + (kafka.replicaClient.lastError().isEmpty() ? "" : ": " + kafka.replicaClient.lastError()));
        }
        if (notifier.isolation().isCutOff()) {
            reasons.add("cut off from the cluster log for %d s, and %s"
                    .formatted(
                            notifier.isolation().unseenFor().toSeconds(),
                            notifier.isolation().policy() == Isolation.Policy.NOTIFY
                                    ? "notifies without claims (isolation.policy is notify)"
                                    : "notifies nobody until it is back (isolation.policy is hold)"));
        }
        return new InstanceStatus(
                reasons, notifier.isolation().isCutOff(), liveMembers(), config.problem(), skippedRecordCount());
    }

    private dev.tocsin.notification.log.Members liveMembers() {
        return replica.members().liveAt(replica.logTime(), settings.claims().memberTimeout());
    }

    private long skippedRecordCount() {
        return kafka.samples.skippedRecordCount()
                + replica.skippedRecordCounts().values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
    }

    private List<SkippedRecord> skippedRecords() {
        return Stream.concat(
                        kafka.samples.skippedRecords().stream(),
                        replica.skippedRecords().values().stream().flatMap(Collection::stream))
                .toList();
    }

    private String ruleGroupProblem(String key) {
        return Optional.ofNullable(replica.ruleGroups().get(key))
                .flatMap(ReplicaEntry::rejected)
                .map(StoredRecord.Rejected::reason)
                .orElse("");
    }
}
