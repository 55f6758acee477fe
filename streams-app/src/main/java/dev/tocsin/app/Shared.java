package dev.tocsin.app;

import dev.tocsin.config.settings.Settings;
import dev.tocsin.delivery.ReplicatedLog;
import dev.tocsin.delivery.couriers.PublishedTopics;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.notification.intake.Posted;
import dev.tocsin.scheduling.shared.ReplicatedLedger;
import dev.tocsin.scheduling.shared.ReplicatedSamples;
import dev.tocsin.streams.Kafka;
import dev.tocsin.streams.KafkaSettings;
import dev.tocsin.streams.Topics;
import dev.tocsin.streams.archive.ArchiveClient;
import dev.tocsin.streams.reading.Readers;
import dev.tocsin.streams.records.ExternalAlert;
import dev.tocsin.streams.registry.WireFormat;
import dev.tocsin.streams.replica.Janitor;
import dev.tocsin.streams.replica.Replica;
import dev.tocsin.streams.replica.ReplicaClient;
import dev.tocsin.streams.samples.Samples;
import dev.tocsin.streams.samples.SamplesClient;
import dev.tocsin.streams.writing.Log;
import dev.tocsin.streams.writing.Publisher;
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
