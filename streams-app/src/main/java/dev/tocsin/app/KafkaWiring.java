package dev.tocsin.app;

import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.config.Settings;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.evaluator.KafkaAlertStateLog;
import dev.tocsin.evaluator.KafkaSampleLog;
import dev.tocsin.kafka.KafkaContext;
import dev.tocsin.kafka.KafkaSettings;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.archive.ArchiveClient;
import dev.tocsin.kafka.log.ExternalTopicProducer;
import dev.tocsin.kafka.log.RecordReaders;
import dev.tocsin.kafka.log.TopicWriter;
import dev.tocsin.kafka.registry.WireFormat;
import dev.tocsin.kafka.replica.Replica;
import dev.tocsin.kafka.replica.ReplicaClient;
import dev.tocsin.kafka.replica.TopicRetention;
import dev.tocsin.kafka.samples.SampleConsumer;
import dev.tocsin.kafka.samples.SamplesClient;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.notifier.KafkaClusterLog;
import dev.tocsin.senders.KafkaTopicPublisher;
import dev.tocsin.telemetry.Telemetry;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** The shared topics as this instance reads and writes them. */
final class KafkaWiring {
    final WireFormat wireFormat;
    final TopicWriter topicWriter;
    final KafkaTopicPublisher topics;
    final Replica replica;
    final ReplicaClient replicaClient;
    final KafkaClusterLog clusterLog;
    final KafkaAlertStateLog alertStateLog;
    final SeriesStore store;
    final KafkaSampleLog sampleLog;
    final SampleConsumer samples;
    final SamplesClient samplesClient;
    final Optional<ArchiveClient> archive;
    private final Settings settings;

    KafkaWiring(Settings settings, CurrentConfig config, Telemetry telemetry, InstantSource clock) {
        this.settings = settings;
        var kafkaSettings = new KafkaSettings(settings.kafka());
        var topics = new Topics(settings.topics());
        var instance = settings.instanceId();
        wireFormat = kafkaSettings.wireFormat(topics, settings.stateDir());
        var kafka = new KafkaContext(kafkaSettings, topics, wireFormat);
        topicWriter = new TopicWriter(kafka);
        this.topics = new KafkaTopicPublisher(new ExternalTopicProducer(kafkaSettings, topics));
        replica = new Replica(topics, readers(config), clock, System::nanoTime);
        replicaClient = new ReplicaClient(kafka, replica, settings.stateDir(), instance, clock);
        clusterLog = new KafkaClusterLog(topicWriter, replica);
        alertStateLog = KafkaAlertStateLog.listening(topicWriter, replica, replicaClient::alertStatesCaughtUp);
        store = new SeriesStore(settings.evaluation().maxSeries());
        sampleLog = new KafkaSampleLog(store, telemetry, topicWriter, this::samplesCaughtUp);
        samples = new SampleConsumer(topics, sampleLog, clock, settings.topics().samplesRetention());
        samplesClient = new SamplesClient(kafka, samples, settings.stateDir().resolve("samples"), instance);
        archive = settings.archive()
                .map(options -> new ArchiveClient(
                        kafka,
                        readers(config),
                        settings.stateDir(),
                        instance,
                        options,
                        clock,
                        this::hasOtherLiveInstances));
    }

    private boolean hasOtherLiveInstances() {
        return replica.members().liveAt(replica.logTime(), settings.claims().memberTimeout()).all().stream()
                .anyMatch(member -> !member.instance().equals(settings.instanceId()));
    }

    /** Whether this instance goes first in a matter, while the others wait. */
    boolean isPreferred(String matter) {
        return preferredKeys().test(matter);
    }

    /** The same for any matter, as things stand now. */
    Predicate<String> preferredKeys() {
        var live = replica.members().liveAt(replica.logTime(), settings.claims().memberTimeout());
        return matter -> live.isPreferred(settings.instanceId(), matter);
    }

    /** What is known of an alert from outside. */
    Optional<PostedAlert> findPostedAlert(Fingerprint fingerprint) {
        return replica.externalAlert(fingerprint.toString());
    }

    CompletableFuture<Void> append(PostedAlert posted) {
        return replica.awaitVisible(topicWriter.append(posted));
    }

    /** Removes what has outlived its use, if that is this instance's turn. */
    void collectGarbage() {
        if (replica.isLive() && isPreferred("tidying")) {
            TopicRetention.DEFAULTS.expired(replica, replica.logTime()).deleteAll(topicWriter);
        }
    }

    private CompletableFuture<Void> samplesCaughtUp() {
        return samplesClient.caughtUp();
    }

    private RecordReaders readers(CurrentConfig config) {
        return new RecordReaders(settings.evaluation().groupDefaults(), config);
    }
}
