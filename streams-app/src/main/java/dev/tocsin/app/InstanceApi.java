package dev.tocsin.app;

import dev.tocsin.audit.AuditEntry;
import dev.tocsin.config.Settings;
import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluator.Agreement;
import dev.tocsin.evaluator.KafkaRuleGroupLog;
import dev.tocsin.evaluator.RuleGroupEditor;
import dev.tocsin.evaluator.Scheduler;
import dev.tocsin.http.ManagementApi;
import dev.tocsin.http.alertmanager.AlertmanagerApi;
import dev.tocsin.http.auth.AccessControl;
import dev.tocsin.http.common.Caller;
import dev.tocsin.http.common.Identity;
import dev.tocsin.http.common.InstanceStatus;
import dev.tocsin.http.prometheus.PrometheusApi;
import dev.tocsin.http.prometheus.SourcesApi;
import dev.tocsin.http.ruler.RulerApi;
import dev.tocsin.http.ui.WebUi;
import dev.tocsin.http.webconfig.WebConfigFile;
import dev.tocsin.kafka.archive.ArchiveClient;
import dev.tocsin.kafka.clients.StreamsClient;
import dev.tocsin.kafka.codec.StoredRecord;
import dev.tocsin.kafka.log.SkippedRecord;
import dev.tocsin.kafka.replica.ReplicaEntry;
import dev.tocsin.kafka.sources.SourceStatus;
import dev.tocsin.notifier.AlertIngestion;
import dev.tocsin.notifier.Isolation;
import dev.tocsin.notifier.Notifier;
import dev.tocsin.notifier.SilenceService;
import dev.tocsin.telemetry.Telemetry;
import io.javalin.config.RoutesConfig;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The HTTP APIs, the status and the metrics of an instance. */
record InstanceApi(
        Settings settings,
        Identity identity,
        KafkaWiring kafka,
        Notifier notifier,
        CurrentConfig config,
        CurrentSilencePolicy policy,
        CurrentSources sources,
        CurrentDataSources dataSources,
        InstanceHealth health,
        TocsinApiWiring own,
        Telemetry telemetry,
        InstantSource clock) {

    List<Consumer<RoutesConfig>> apis(
            AlertIngestion ingestion,
            SilenceService silences,
            Scheduler scheduler,
            Engine engine,
            SilenceService.AuditLog audit) {
        var http = settings.http();
        var alertmanager = new AlertmanagerApi(
                identity, this::status, notifier, ingestion, silences, settings.matchers(), telemetry, http, clock);
        var prometheus = new PrometheusApi(
                identity,
                engine,
                kafka.store,
                kafka.seriesFilter::queryWarnings,
                scheduler::statuses,
                this::ruleGroupProblem,
                kafka.topicWriter::append,
                settings.evaluation().externalLabels(),
                settings.topics().samplesRetention(),
                this::skippedRecords,
                kafka.agreement,
                dataSources::statuses,
                telemetry,
                http,
                clock);
        var editor = new RuleGroupEditor(
                new KafkaRuleGroupLog(kafka.topicWriter, kafka.topics, kafka.replica),
                audit::write,
                () -> UUID.randomUUID().toString(),
                identity.instance());
        var ruler = new RulerApi(editor, settings.evaluation().groupDefaults(), http);
        var management = new ManagementApi(this::status, telemetry);
        var access = new AccessControl(
                settings.auth(),
                telemetry,
                clock,
                (caller, request, reason) -> audit.write(refusedAccess(caller, request, reason)));
        access.warnIfOpen(
                http.listen(),
                http.webConfigFile()
                        .map(WebConfigFile::open)
                        .filter(WebConfigFile::identifiesClients)
                        .isPresent());
        return List.of(
                access::register,
                alertmanager::register,
                new SourcesApi(kafka.sources::statuses, sources::problem)::register,
                own.api(
                        this::status,
                        notifier,
                        config,
                        scheduler::statuses,
                        this::ruleGroupProblem,
                        this::skippedRecords,
                        audit)::register,
                ruler::register,
                prometheus::register,
                management::register,
                new WebUi(http.routePrefix())::register);
    }

    private AuditEntry refusedAccess(Caller caller, String request, String reason) {
        return new AuditEntry(
                UUID.randomUUID().toString(),
                kafka.replica.logTime(),
                new AuditEntry.Actor(caller.name(), caller.method(), caller.address()),
                "http.request",
                request,
                "",
                "",
                AuditEntry.Outcome.REFUSED,
                reason,
                AuditEntry.Position.NONE,
                identity.instance());
    }

    void registerMetrics() {
        registerSampleMetrics();
        registerAgreementMetrics();
        registerReplicaMetrics();
        registerSourceMetrics();
        health.registerMetrics(telemetry);
        new AlertmanagerMetrics(
                        identity.instance(),
                        config,
                        kafka.replica::silences,
                        notifier::alerts,
                        notifier::inhibition,
                        notifier::groupCount,
                        kafka.replica::members,
                        kafka::liveMembers,
                        notifier.isolation()::isIsolated,
                        kafka.replica::logTime)
                .register(telemetry, identity.version());
    }

    private void registerSampleMetrics() {
        var store = kafka.store;
        telemetry.gauge("tocsin_series", "Series in memory", store::seriesCount);
        telemetry.gauge("tocsin_series_limit", "Maximum number of series in memory", store::maxSeries);
        telemetry.gauge("tocsin_samples", "Samples in memory", store::sampleCount);
        telemetry.gauge(
                "tocsin_samples_bytes",
                "Approximate size of the samples in memory, as of the last garbage collection",
                store::sampleBytes);
        telemetry.gauge(
                "tocsin_samples_behind",
                "Lag of the samples topic in records, as of the last scrape",
                kafka::samplesBehind);
    }

    private void registerAgreementMetrics() {
        telemetry.gauges(
                "tocsin_ticks_agreed",
                "Ticks at which this instance and another one found the same, since the start",
                "instance",
                () -> ticks(Agreement.Comparison::agreed));
        telemetry.gauges(
                "tocsin_ticks_disagreed",
                "Ticks at which this instance and another one evaluated the same rule groups and found something else,"
                        + " since the start",
                "instance",
                () -> ticks(Agreement.Comparison::differed));
    }

    private Map<String, Double> ticks(ToDoubleFunction<Agreement.Comparison> number) {
        return kafka.agreement.comparisons().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, compared -> number.applyAsDouble(compared.getValue())));
    }

    private void registerSourceMetrics() {
        telemetry.gauge(
                "tocsin_sources_running",
                "Whether the client of the sources of this instance runs and did not fail in the last minute, or there are no"
                        + " sources (1), or not (0)",
                () -> kafka.sources.isHealthy() ? 1 : 0);
        telemetry.gauges(
                "tocsin_source_records",
                "Records of a source that this instance has read since its start",
                "source",
                () -> kafka.sources.figures(SourceStatus::records));
        telemetry.gauges(
                "tocsin_source_refused",
                "Records of a source, and parts of them, that could not be used on this instance since its start",
                "source",
                () -> kafka.sources.figures(SourceStatus::refusedCount));
        telemetry.gauges(
                "tocsin_source_series",
                "Series of a source whose totals this instance keeps",
                "source",
                () -> kafka.sources.figures(SourceStatus::series));
        telemetry.gauges(
                "tocsin_source_lag",
                "Records that were not processed yet in the partitions of a source that this instance reads",
                "source",
                () -> kafka.sources.figures(SourceStatus::lag));
    }

    private void registerReplicaMetrics() {
        telemetry.gauge(
                "tocsin_slots",
                "Entries of the notification log",
                () -> kafka.replica.slots().size());
        telemetry.gauge(
                "tocsin_members",
                "Live instances",
                () -> kafka.liveMembers().all().size());
        telemetry.gauge(
                "tocsin_records_skipped",
                "Records skipped since the start because they are not valid",
                this::skippedRecordCount);
        telemetry.gauge(
                "tocsin_replica_live",
                "Whether the replica of the shared topics is restored (1) or not (0)",
                () -> kafka.replica.isLive() ? 1 : 0);
        telemetry.gauge(
                "tocsin_archive_running",
                "Whether the archive client of this instance runs and did not fail in the last minute (1) or not (0)",
                () -> kafka.archive.filter(StreamsClient::isHealthy).isPresent() ? 1 : 0);
        telemetry.gauge(
                "tocsin_archive_rows_shortened",
                "Rows of the archive that were too large since the start",
                () -> kafka.archive.map(ArchiveClient::shortenedRows).orElse(0L));
    }

    private InstanceStatus status() {
        var reasons = new ArrayList<String>();
        var restoring = restoring();
        if (!restoring.isEmpty()) {
            reasons.add(restoring);
        }
        if (notifier.isolation().isIsolated()) {
            reasons.add("cut off from the cluster log for %d s, and %s"
                    .formatted(
                            notifier.isolation().unseenFor().toSeconds(),
                            notifier.isolation().policy() == Isolation.Policy.NOTIFY
                                    ? "notifies without claims (isolation.policy is notify)"
                                    : "sends nothing until it is back (isolation.policy is hold)"));
        }
        return new InstanceStatus(
                reasons,
                notifier.isolation().isIsolated(),
                kafka.liveMembers(),
                Stream.of(config.problem(), policy.problem(), sources.problem(), dataSources.problem())
                        .filter(problem -> !problem.isEmpty())
                        .collect(Collectors.joining("; ")),
                skippedRecordCount(),
                restoring,
                health.degraded());
    }

    /** Why the shared topics are not read yet; empty if they are. */
    private String restoring() {
        if (kafka.replica.isLive()) {
            return "";
        }
        var error = kafka.replicaClient.lastError();
        return "the replica of the shared topics is not restored yet" + (error.isEmpty() ? "" : ": " + error);
    }

    private long skippedRecordCount() {
        return kafka.samples.skippedRecordCount()
                + kafka.replica.skippedRecordCounts().values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
    }

    private List<SkippedRecord> skippedRecords() {
        return Stream.concat(
                        kafka.samples.skippedRecords().stream(),
                        kafka.replica.skippedRecords().values().stream().flatMap(Collection::stream))
                .toList();
    }

    private String ruleGroupProblem(String key) {
        return Optional.ofNullable(kafka.replica.ruleGroups().entries().get(key))
                .flatMap(ReplicaEntry::rejected)
                .map(StoredRecord.Rejected::reason)
                .orElse("");
    }
}
