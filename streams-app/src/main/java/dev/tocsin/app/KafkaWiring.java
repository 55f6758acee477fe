package dev.tocsin.app;

import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.config.Settings;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.evaluator.Agreement;
import dev.tocsin.evaluator.KafkaAlertStateLog;
import dev.tocsin.evaluator.KafkaSampleLog;
import dev.tocsin.kafka.KafkaContext;
import dev.tocsin.kafka.KafkaSettings;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.archive.ArchiveClient;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.kafka.log.ExternalTopicProducer;
import dev.tocsin.kafka.log.LogRecord;
import dev.tocsin.kafka.log.TopicWriter;
import dev.tocsin.kafka.registry.WireFormat;
import dev.tocsin.kafka.replica.RecordValidator;
import dev.tocsin.kafka.replica.Replica;
import dev.tocsin.kafka.replica.ReplicaClient;
import dev.tocsin.kafka.replica.TopicReader;
import dev.tocsin.kafka.replica.TopicRetention;
import dev.tocsin.kafka.samples.SampleConsumer;
import dev.tocsin.kafka.samples.SamplesClient;
import dev.tocsin.kafka.sources.SourcesClient;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.notification.log.Members;
import dev.tocsin.notifier.KafkaAuditLog;
import dev.tocsin.notifier.KafkaClusterLog;
import dev.tocsin.notifier.SilenceService;
import dev.tocsin.senders.KafkaTopicPublisher;
import dev.tocsin.telemetry.Telemetry;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** The shared topics as this instance reads and writes them. */
final class KafkaWiring {

    final Topics topics;
    final WireFormat wireFormat;
    final TopicWriter topicWriter;
    final KafkaTopicPublisher topicPublisher;
    final Replica replica;
    final ReplicaClient replicaClient;
    final KafkaClusterLog clusterLog;
    final KafkaAlertStateLog alertStateLog;
    final Agreement agreement;
    final SeriesFilter seriesFilter;
    final SeriesStore store;
    final KafkaSampleLog sampleLog;
    final SampleConsumer samples;
    final SamplesClient samplesClient;
    final Optional<ArchiveClient> archive;
    final SourcesClient sources;
    private final Settings settings;
    private final KafkaSettings kafkaSettings;
    private final RecordValidator validator;
    private final AtomicLong samplesLag = new AtomicLong();

    KafkaWiring(Settings settings, CurrentConfig config, Telemetry telemetry, InstantSource clock) {
        this.settings = settings;
        kafkaSettings = new KafkaSettings(settings.kafka());
        topics = new Topics(settings.topics());
        validator = new RecordValidator(settings.evaluation().groupDefaults(), config);
        var instance = settings.instanceId();
        wireFormat = kafkaSettings.wireFormat(topics, settings.stateDir());
        var kafka = new KafkaContext(kafkaSettings, topics, wireFormat);
        topicWriter = new TopicWriter(kafka);
        topicPublisher = new KafkaTopicPublisher(new ExternalTopicProducer(kafkaSettings, topics));
        replica = Replica.checkingInBackground(topics, validator, clock, System::nanoTime, settings.history());
        replicaClient = new ReplicaClient(kafka, replica, settings.stateDir(), instance, clock);
        agreement = new Agreement(System::nanoTime);
        clusterLog = new KafkaClusterLog(topicWriter, topics.clusterLog(), replica, agreement::heartbeat);
        replica.view(topics.clusterLog().members()).onRecord((record, before, read) -> hear(record));
        alertStateLog =
                new KafkaAlertStateLog(topicWriter, topics.alertState(), replica, replicaClient::alertStatesCaughtUp);
        seriesFilter = new SeriesFilter(settings);
        store = new SeriesStore(settings.evaluation().maxSeries(), seriesFilter);
        sampleLog = new KafkaSampleLog(store, telemetry, topicWriter, this::samplesCaughtUp);
        samples = new SampleConsumer(topics, sampleLog, clock, settings.topics().samplesRetention(), replica::logTime);
        samplesClient = new SamplesClient(kafka, samples, settings.stateDir().resolve("samples"), instance);
        sources = new SourcesClient(
                kafka,
                settings.stateDir().resolve("sources"),
                instance,
                replica::logTime,
                System::nanoTime,
                series -> topicWriter.append(SampleBatch.of(series)));
        archive = settings.archive()
                .map(options -> new ArchiveClient(
                        kafka, settings.stateDir(), instance, options, clock, this::hasOtherLiveInstances));
    }

    /** Starts to read the shared topics. */
    void start() {
        if (seriesFilter.needsRules()) {
            replica.onLive(samplesClient::start);
        } else {
            samplesClient.start();
        }
        replicaClient.start();
    }

    /** Creates the audit log of this instance. One for all its users: they share its limit. */
    SilenceService.AuditLog auditLog(Telemetry telemetry) {
        return settings.audit().enabled()
                ? new KafkaAuditLog(
                        topicWriter, topics.audit(), settings.audit().required(), telemetry)
                : SilenceService.AuditLog.NONE;
    }

    /** A reader of topics that the replica does not hold. */
    TopicReader topicReader() {
        return new TopicReader(kafkaSettings, topics, validator);
    }

    void observe(ObservedChanges changes) {
        replica.ruleGroups().onRecord((record, before, read) -> changes.rules(record, before, read, replica.logTime()));
        replica.view(topics.config())
                .onRecord((record, before, read) -> changes.config(record, before, read, replica.logTime()));
    }

    private void hear(LogRecord heartbeat) {
        if (!heartbeat.key().equals(settings.instanceId())) {
            heartbeat.findings().ifPresent(findings -> agreement.heard(heartbeat.key(), findings.text()));
        }
    }

    Members liveMembers() {
        return replica.members().liveAt(replica.logTime(), settings.claims().memberTimeout());
    }

    private boolean hasOtherLiveInstances() {
        return liveMembers().all().stream()
                .anyMatch(member -> !member.instance().equals(settings.instanceId()));
    }

    /** Whether this instance is the preferred one for a key; the others wait. */
    boolean isPreferred(String key) {
        return preferredKeys().test(key);
    }

    /** Tests whether this instance is the preferred one for a key, by the members that are live now. */
    Predicate<String> preferredKeys() {
        var live = liveMembers();
        return key -> live.isPreferred(settings.instanceId(), key);
    }

    /** The alert of this fingerprint that was posted to the API, if the log has one. */
    Optional<PostedAlert> findPostedAlert(Fingerprint fingerprint) {
        return replica.view(topics.alerts()).find(fingerprint.toString());
    }

    /** Appends posted alerts, which all instances take up together. */
    List<CompletableFuture<Void>> append(List<PostedAlert> posted) {
        return topicWriter
                .appendTogether(topics.alerts(), posted, UUID.randomUUID().toString())
                .stream()
                .map(replica::awaitVisible)
                .toList();
    }

    /** Deletes expired entries of the shared topics, if this instance is the preferred one for that. */
    void collectGarbage() {
        if (replica.isLive() && isPreferred("tidying")) {
            TopicRetention.DEFAULTS.deleteExpired(replica, replica.logTime(), topicWriter);
        }
    }

    /** Lag of the samples topic in records, as of the call before. */
    long samplesBehind() {
        samplesClient.endOffsets().thenAccept(ends -> samplesLag.set(samples.lag(ends)));
        return samplesLag.get();
    }

    private CompletableFuture<Void> samplesCaughtUp() {
        return samplesClient.caughtUp();
    }
}
