package dev.tocsin.app;

import dev.tocsin.config.Settings;
import dev.tocsin.delivery.ReplicatedLog;
import dev.tocsin.delivery.couriers.PublishedTopics;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.scheduling.ReplicatedLedger;
import dev.tocsin.scheduling.ReplicatedSamples;
import dev.tocsin.streams.ArchiveClient;
import dev.tocsin.streams.Janitor;
import dev.tocsin.streams.KafkaSettings;
import dev.tocsin.streams.Log;
import dev.tocsin.streams.Publisher;
import dev.tocsin.streams.Readers;
import dev.tocsin.streams.Replica;
import dev.tocsin.streams.ReplicaClient;
import dev.tocsin.streams.Samples;
import dev.tocsin.streams.SamplesClient;
import dev.tocsin.streams.Topics;
import dev.tocsin.streams.registry.WireFormat;
import dev.tocsin.telemetry.Telemetry;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

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
        var kafka = new KafkaSettings(settings.kafka());
        var topics = new Topics(topicSettings());
        var instance = settings.instanceId();
        format = kafka.format(topics, settings.stateDir());
        log = new Log(kafka, topics, format);
        this.topics = new PublishedTopics(new Publisher(kafka, topics));
        replica = new Replica(topics, readers(config), clock, System::nanoTime);
        replicaClient = new ReplicaClient(kafka, topics, format, replica, settings.stateDir(), instance, clock);
        clusterLog = new ReplicatedLog(log, replica);
        ledger = ReplicatedLedger.over(log, replica, replicaClient::alertStatesCaughtUp);
        store = new SeriesStore(settings.evaluation().maxSeries());
        sampleLog = new ReplicatedSamples(store, telemetry, log, this::samplesCaughtUp);
        samples = new Samples(topics, sampleLog, clock, settings.topics().samplesRetention());
        samplesClient = new SamplesClient(
                kafka, topics, format, samples, settings.stateDir().resolve("samples"), instance);
        archive = Optional.of(settings.archive())
                .filter(Settings.Archive::enabled)
                .map(keeping -> new ArchiveClient(
                        kafka,
                        topics,
                        format,
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
        return replica.members()
                .liveAt(replica.logTime(), settings.member().timeout())
                .prefers(settings.instanceId(), matter);
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
