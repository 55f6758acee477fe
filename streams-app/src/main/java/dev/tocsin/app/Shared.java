package dev.tocsin.app;

import dev.tocsin.alerts.Posted;
import dev.tocsin.config.Settings;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.evaluator.ReplicatedLedger;
import dev.tocsin.evaluator.ReplicatedSamples;
import dev.tocsin.kafka.Kafka;
import dev.tocsin.kafka.KafkaSettings;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.archive.ArchiveClient;
import dev.tocsin.kafka.codec.ExternalAlert;
import dev.tocsin.kafka.log.Log;
import dev.tocsin.kafka.log.Publisher;
import dev.tocsin.kafka.log.Readers;
import dev.tocsin.kafka.registry.WireFormat;
import dev.tocsin.kafka.replica.Janitor;
import dev.tocsin.kafka.replica.Replica;
import dev.tocsin.kafka.replica.ReplicaClient;
import dev.tocsin.kafka.samples.Samples;
import dev.tocsin.kafka.samples.SamplesClient;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.notifier.ReplicatedLog;
import dev.tocsin.senders.PublishedTopics;
import dev.tocsin.telemetry.Telemetry;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** The shared topics as this instance reads and writes them. */
final class Shared {
    final WireFormat format;
    final Log log;
    final PublishedTopics topics;
    final Replica replica;
    final ReplicaClient replicaClient;
    final ReplicatedLog clusterLog;
    final ReplicatedLedger ledger;
    final SeriesStore store;
    final ReplicatedSamples sampleLog;
    final Samples samples;
    final SamplesClient samplesClient;
    final Optional<ArchiveClient> archive;
    private final Settings settings;

    Shared(Settings settings, CurrentConfig config, Telemetry telemetry, InstantSource clock) {
        this.settings = settings;
        var kafkaSettings = new KafkaSettings(settings.kafka());
        var topics = new Topics(topicSettings());
        var instance = settings.instanceId();
        format = kafkaSettings.format(topics, settings.stateDir());
        var kafka = new Kafka(kafkaSettings, topics, format);
        log = new Log(kafka);
        this.topics = new PublishedTopics(new Publisher(kafkaSettings, topics));
        replica = new Replica(topics, readers(config), clock, System::nanoTime);
        replicaClient = new ReplicaClient(kafka, replica, settings.stateDir(), instance, clock);
        clusterLog = new ReplicatedLog(log, replica);
        ledger = ReplicatedLedger.over(log, replica, replicaClient::alertStatesCaughtUp);
        store = new SeriesStore(settings.evaluation().maxSeries());
        sampleLog = new ReplicatedSamples(store, telemetry, log, this::samplesCaughtUp);
        samples = new Samples(topics, sampleLog, clock, settings.topics().samplesRetention());
        samplesClient = new SamplesClient(kafka, samples, settings.stateDir().resolve("samples"), instance);
        archive = Optional.of(settings.archive())
                .filter(Settings.Archive::enabled)
                .map(keeping -> new ArchiveClient(
                        kafka,
                        readers(config),
                        settings.stateDir(),
                        instance,
                        new ArchiveClient.Keeping(keeping.interval(), keeping.historyRetention()),
                        clock,
                        this::othersStay));
    }

    private boolean othersStay() {
        return replica.members().liveAt(replica.logTime(), settings.member().timeout()).all().stream()
                .anyMatch(member -> !member.instance().equals(settings.instanceId()));
    }

    /** Whether this instance goes first in a matter, while the others wait. */
    boolean goesFirst(String matter) {
        return turns().test(matter);
    }

    /** The same for any matter, as things stand now. */
    Predicate<String> turns() {
        var live = replica.members().liveAt(replica.logTime(), settings.member().timeout());
        return matter -> live.prefers(settings.instanceId(), matter);
    }

    /** What is known of an alert from outside. */
    Optional<Posted> posted(Fingerprint fingerprint) {
        return replica.externalAlert(fingerprint.toString())
                .map(external -> new Posted(external.alert(), external.timeout()));
    }

    CompletableFuture<Void> append(Posted posted) {
        return clusterLog.append(new ExternalAlert(posted.alert(), posted.timedOut()));
    }

    /** Removes what has outlived its use, if that is this instance's turn. */
    void tidy() {
        if (replica.isLive() && goesFirst("tidying")) {
            Janitor.USUAL.litter(replica, replica.logTime()).clear(log);
        }
    }

    private CompletableFuture<Void> samplesCaughtUp() {
        return samplesClient.caughtUp();
    }

    private Readers readers(CurrentConfig config) {
        return new Readers(settings.evaluation().ofGroups(), config);
    }

    private Topics.Settings topicSettings() {
        var topics = settings.topics();
        return Topics.Settings.of(
                topics.prefix(), topics.replicationFactor(), topics.samplesPartitions(), topics.samplesRetention());
    }
}
