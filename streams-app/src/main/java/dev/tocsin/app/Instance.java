package dev.tocsin.app;

import dev.tocsin.config.Settings;
import dev.tocsin.delivery.ClaimRules;
import dev.tocsin.delivery.Isolation;
import dev.tocsin.delivery.Notifier;
import dev.tocsin.delivery.ReplicatedLog;
import dev.tocsin.delivery.Silencing;
import dev.tocsin.delivery.WebhookCourier;
import dev.tocsin.evaluation.promql.eval.Engine;
import dev.tocsin.evaluation.promql.eval.Options;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.http.HttpDoor;
import dev.tocsin.http.HttpSettings;
import dev.tocsin.notification.claims.Member;
import dev.tocsin.scheduling.Bureau;
import dev.tocsin.scheduling.Queries;
import dev.tocsin.scheduling.ReplicatedLedger;
import dev.tocsin.scheduling.ReplicatedSamples;
import dev.tocsin.scheduling.Scheduler;
import dev.tocsin.streams.Janitor;
import dev.tocsin.streams.KafkaSettings;
import dev.tocsin.streams.Log;
import dev.tocsin.streams.Readers;
import dev.tocsin.streams.Replica;
import dev.tocsin.streams.ReplicaClient;
import dev.tocsin.streams.Samples;
import dev.tocsin.streams.SamplesClient;
import dev.tocsin.streams.Topics;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.LoopThread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;

/** One instance of Tocsin, opened from the ground up and closed from the roof down. */
final class Instance implements AutoCloseable {
    private static final Duration LONGEST_QUERY = Duration.ofMinutes(2);
    private static final Duration EXTERNAL_ALERTS_STAY = Duration.ofDays(5);
    private static final Duration TIDY_EVERY = Duration.ofMinutes(1);

    private final Settings settings;
    private final Version version;
    private final Opened opened = new Opened();
    private final InstantSource clock = InstantSource.system();
    private final Instant startedAt = clock.instant();
    private final Telemetry telemetry;
    private final CurrentConfig config = new CurrentConfig(Instance::readFile);

    private HttpDoor door;

    private Instance(Settings settings, Version version) {
        this.settings = settings;
        this.version = version;
        this.telemetry = new Telemetry(version.text());
        telemetry.watchJvm();
    }

    /** @throws RuntimeException with a sentence for people, if it can not be opened; nothing is left open then */
    static Instance open(Settings settings, Version version) {
        var instance = new Instance(settings, version);
        try {
            instance.open();
            return instance;
        } catch (RuntimeException e) {
            instance.close();
            throw e;
        }
    }

    int port() {
        return door.port();
    }

    @Override
    public void close() {
        opened.close();
    }

    private void open() {
        var kafka = new KafkaSettings(settings.kafka());
        var topics = new Topics(topicSettings());
        var notifying = opened.add(new LoopThread("notifying", clock, System::nanoTime));
        var evaluating = opened.add(new LoopThread("evaluating", clock, System::nanoTime));
        var workers = opened.add(new Workers());

        var log = opened.add(new Log(kafka, topics));
        var replica = new Replica(topics, readers(), System::nanoTime);
        var replicated = new ReplicatedLog(log, replica);
        var store = new SeriesStore(settings.evaluation().maxSeries());
        var samplesClient = new AtomicReference<SamplesClient>();
        var sampleLog = new ReplicatedSamples(store, telemetry, log, () -> caughtUp(samplesClient));
        var replicaClient = new AtomicReference<ReplicaClient>();
        var samples = new Samples(topics, sampleLog, clock, settings.topics().samplesRetention());

        var engine = new Engine(engineOptions());
        var notifier = notifier(notifying, replicated);
        var ledger =
                ReplicatedLedger.over(log, replica, () -> replicaClient.get().alertStatesCaughtUp());
        var queries = new Queries(engine, store, LONGEST_QUERY, System::nanoTime);
        var scheduler = new Scheduler(
                new Bureau(
                        evaluating,
                        workers.threads(),
                        ledger,
                        sampleLog,
                        store,
                        queries,
                        matter -> goesFirst(replica, matter),
                        settings.claim().courtesy(),
                        settings.evaluation().delay(),
                        settings.http().externalUrl(),
                        telemetry,
                        notifier::receive),
                key -> replica.ruleGroups().containsKey(key));
        replica.listen(new Wires(replica, config, notifier, scheduler));

        replicaClient.set(new ReplicaClient(kafka, topics, replica, settings.stateDir(), settings.instanceId(), clock));
        samplesClient.set(new SamplesClient(
                kafka, topics, samples, settings.stateDir().resolve("samples"), settings.instanceId()));
        var views =
                new Views(settings, version, startedAt, replica, replicaClient.get(), samples, notifier, config, store);
        var silencing = new Silencing(
                notifying,
                replicated,
                settings.silences(),
                () -> UUID.randomUUID().toString());
        // The door opens first: it says that the instance is not ready while the replica is restored.
        door = opened.add(HttpDoor.open(
                HttpSettings.at(
                        settings.http().listen().host(),
                        settings.http().listen().port()),
                views.inside(telemetry, silencing, replicated, scheduler, engine),
                clock));
        opened.add(samplesClient.get()).start();
        opened.add(replicaClient.get()).start();
        opened.add(notifier);
        opened.add(scheduler);
        var tidying = new Tidying(
                evaluating, workers.threads(), store, settings.topics().samplesRetention());
        tidying.keepDoing(
                TIDY_EVERY,
                () -> Janitor.USUAL.litter(replica, replica.logTime()).clear(log),
                () -> replica.isLive() && goesFirst(replica, "tidying"));
        views.measure(telemetry, samplesClient.get());
    }

    private Notifier notifier(LoopThread loop, ReplicatedLog log) {
        var self = new Member(
                settings.instanceId(),
                startedAt,
                settings.http().externalUrl().toString(),
                version.text(),
                false,
                Instant.MIN);
        var claim = settings.claim();
        var rules = new ClaimRules(
                claim.lease(),
                claim.courtesy(),
                claim.attempts(),
                settings.member().timeout());
        var isolation = new Isolation(
                Isolation.Policy.valueOf(settings.isolation().policy().name()),
                settings.isolation().grace(),
                settings.member().heartbeat());
        return new Notifier(
                self,
                settings.member().heartbeat(),
                rules,
                isolation,
                new Notifier.Surroundings(
                        loop,
                        log,
                        new WebhookCourier(version.text()),
                        telemetry,
                        () -> UUID.randomUUID().toString(),
                        settings.http().externalUrl().toString(),
                        Janitor.USUAL.silencesKept(),
                        () -> ThreadLocalRandom.current().nextDouble()));
    }

    private boolean goesFirst(Replica replica, String matter) {
        return replica.members()
                .liveAt(replica.logTime(), settings.member().timeout())
                .prefers(settings.instanceId(), matter);
    }

    private static CompletableFuture<Void> caughtUp(AtomicReference<SamplesClient> client) {
        return client.get().caughtUp();
    }

    private Readers readers() {
        var evaluation = settings.evaluation();
        return new Readers(new RuleGroupDraft.Defaults(evaluation.interval(), evaluation.queryOffset()), config);
    }

    private Options engineOptions() {
        var evaluation = settings.evaluation();
        return new Options(evaluation.lookback(), evaluation.interval(), evaluation.maxSamples(), false);
    }

    private Topics.Settings topicSettings() {
        var topics = settings.topics();
        return new Topics.Settings(
                topics.prefix(),
                Math.max(0, topics.replicationFactor()),
                topics.samplesPartitions(),
                topics.samplesRetention(),
                EXTERNAL_ALERTS_STAY);
    }

    private static String readFile(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
