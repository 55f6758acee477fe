package dev.tocsin.app;

import dev.tocsin.config.Settings;
import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluator.EvaluatorContext;
import dev.tocsin.evaluator.RuleQueries;
import dev.tocsin.evaluator.Scheduler;
import dev.tocsin.http.HttpServer;
import dev.tocsin.kafka.archive.ArchiveClient;
import dev.tocsin.kafka.replica.ReplicaListener;
import dev.tocsin.kafka.replica.TopicRetention;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notifier.AlertIngestion;
import dev.tocsin.notifier.Isolation;
import dev.tocsin.notifier.Notifier;
import dev.tocsin.notifier.SilenceService;
import dev.tocsin.senders.Senders;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.Loop;
import dev.tocsin.timing.LoopThread;
import dev.tocsin.timing.WallClockLoop;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** One instance of Tocsin, opened from the ground up and closed from the roof down. */
final class Instance implements AutoCloseable {
    private static final Duration QUERY_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(14);
    private static final Duration MAINTENANCE_INTERVAL = Duration.ofMinutes(1);

    private final Settings settings;
    private final Version version;
    private final CloseStack closeStack = new CloseStack(CLOSE_TIMEOUT);
    private final InstantSource clock = InstantSource.system();
    private final Instant startedAt = clock.instant();
    private final Telemetry telemetry;
    private final CurrentConfig config;

    private HttpServer httpServer;

    private Instance(Settings settings, Version version) {
        this.settings = settings;
        this.version = version;
        this.telemetry = new Telemetry(version.text());
        this.config = new CurrentConfig(settings.matchers());
        telemetry.registerJvmMetrics();
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
        return httpServer.port();
    }

    @Override
    public void close() {
        closeStack.close();
    }

    private void open() {
        var notifying = closeStack.add(new LoopThread("notifying", clock, System::nanoTime));
        var evaluating = closeStack.add(new LoopThread("evaluating", clock, System::nanoTime));
        var workers = closeStack.add(new EvaluationThreadPool());
        var shared = new KafkaWiring(settings, config, telemetry, clock);
        closeStack.add(shared.topicWriter);
        closeStack.add(shared.topics);
        closeStack.add(ParallelClose.of(shared.samplesClient, shared.replicaClient));
        closeStack.add(shared.wireFormat); // Closed before the clients, which may be waiting for it.
        shared.archive.ifPresent(closeStack::add);

        var engine = new Engine(settings.evaluation().engineOptions());
        var couriers =
                closeStack.add(new Senders(version.text(), clock, SecretFiles::read, System.getenv(), shared.topics));
        var notifier = notifier(notifying, shared, couriers);
        var scheduler = scheduler(evaluating, workers, shared, engine, notifier);
        shared.replica.addListener(new ReplicaEventHandler(shared.replica, config, notifier, scheduler));
        shared.archive.ifPresent(archive -> shared.replica.addListener(startArchiveWhenLive(archive)));
        var views = new InstanceApi(settings, version, startedAt, shared, notifier, config);
        var silencing = new SilenceService(notifying, shared.clusterLog, settings.silences(), Instance::newId);
        var intake = new AlertIngestion(notifying, shared::findPostedAlert, shared::preferredKeys, shared::append);
        // The door opens first: it says that the instance is not ready while the replica is restored.
        httpServer = closeStack.add(HttpServer.open(
                settings.http(), views.httpContext(telemetry, intake, silencing, scheduler, engine), clock));
        shared.samplesClient.start();
        shared.replicaClient.start();
        closeStack.add(notifier);
        closeStack.add(scheduler);
        new Maintenance(
                        evaluating,
                        workers.executor(),
                        shared.store,
                        settings.topics().samplesRetention())
                .schedule(MAINTENANCE_INTERVAL, shared::collectGarbage);
        views.registerMetrics(telemetry);
    }

    /** Those who notify are ready first; the archive can wait. */
    private static ReplicaListener startArchiveWhenLive(ArchiveClient archive) {
        return new ReplicaListener() {
            @Override
            public void live() {
                archive.start();
            }
        };
    }

    private Scheduler scheduler(
            WallClockLoop loop, EvaluationThreadPool workers, KafkaWiring shared, Engine engine, Notifier notifier) {
        var bureau = new EvaluatorContext(
                loop,
                workers.executor(),
                shared.alertStateLog,
                shared.sampleLog,
                shared.store,
                new RuleQueries(
                        engine,
                        shared.store,
                        QUERY_TIMEOUT,
                        settings.evaluation().maxSeries(),
                        System::nanoTime),
                shared::isPreferred,
                settings.claims().headStart(),
                settings.evaluation().delay(),
                settings.http().externalUrl(),
                telemetry,
                notifier::receive);
        return new Scheduler(bureau, key -> shared.replica.ruleGroups().containsKey(key));
    }

    private Notifier notifier(Loop loop, KafkaWiring shared, Senders couriers) {
        var self = new Member(
                settings.instanceId(),
                startedAt,
                settings.http().externalUrl().toString(),
                version.text(),
                false,
                Instant.MIN);
        return new Notifier(
                self,
                settings.heartbeat(),
                settings.claims(),
                new Isolation(settings.isolation(), settings.heartbeat()),
                new Notifier.Dependencies(
                        loop,
                        shared.clusterLog,
                        couriers,
                        telemetry,
                        Instance::newId,
                        settings.http().externalUrl().toString(),
                        TopicRetention.DEFAULTS.silenceRetention(),
                        () -> ThreadLocalRandom.current().nextDouble()));
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }
}
