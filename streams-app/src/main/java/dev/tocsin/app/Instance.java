package dev.tocsin.app;

import dev.tocsin.config.Settings;
import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.promql.vectors.Options;
import dev.tocsin.evaluator.Bureau;
import dev.tocsin.evaluator.Queries;
import dev.tocsin.evaluator.Scheduler;
import dev.tocsin.http.HttpDoor;
import dev.tocsin.http.HttpSettings;
import dev.tocsin.kafka.archive.ArchiveClient;
import dev.tocsin.kafka.replica.Janitor;
import dev.tocsin.kafka.replica.ReplicaListener;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notifier.ClaimRules;
import dev.tocsin.notifier.Intake;
import dev.tocsin.notifier.Isolation;
import dev.tocsin.notifier.Notifier;
import dev.tocsin.notifier.Silencing;
import dev.tocsin.senders.Couriers;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.Loop;
import dev.tocsin.timing.LoopThread;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** One instance of Tocsin, opened from the ground up and closed from the roof down. */
final class Instance implements AutoCloseable {
    private static final Duration LONGEST_QUERY = Duration.ofMinutes(2);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(14);
    private static final Duration TIDY_EVERY = Duration.ofMinutes(1);

    private final Settings settings;
    private final Version version;
    private final Opened opened = new Opened(LONGEST_CLOSE);
    private final InstantSource clock = InstantSource.system();
    private final Instant startedAt = clock.instant();
    private final Telemetry telemetry;
    private final CurrentConfig config;

    private HttpDoor door;

    private Instance(Settings settings, Version version) {
        this.settings = settings;
        this.version = version;
        this.telemetry = new Telemetry(version.text());
        this.config = new CurrentConfig(settings.alertmanager().matchers());
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
        var notifying = opened.add(new LoopThread("notifying", clock, System::nanoTime));
        var evaluating = opened.add(new LoopThread("evaluating", clock, System::nanoTime));
        var workers = opened.add(new Workers());
        var shared = new Shared(settings, config, telemetry, clock);
        opened.add(shared.log);
        opened.add(shared.topics);
        opened.add(Together.of(shared.samplesClient, shared.replicaClient));
        opened.add(shared.format); // Closed before the clients, which may be waiting for it.
        shared.archive.ifPresent(opened::add);

        var engine = new Engine(engineOptions());
        var couriers =
                opened.add(new Couriers(version.text(), clock, SecretFiles::read, System.getenv(), shared.topics));
        var notifier = notifier(notifying, shared, couriers);
        var scheduler = scheduler(evaluating, workers, shared, engine, notifier);
        shared.replica.listen(new Wires(shared.replica, config, notifier, scheduler));
        shared.archive.ifPresent(archive -> shared.replica.listen(afterwards(archive)));
        var views = new Views(settings, version, startedAt, shared, notifier, config);
        var silencing = new Silencing(notifying, shared.clusterLog, settings.silences(), Instance::id);
        var intake = new Intake(notifying, shared::posted, shared::turns, shared::append);
        // The door opens first: it says that the instance is not ready while the replica is restored.
        door = opened.add(HttpDoor.open(
                HttpSettings.at(
                                settings.http().listen().host(),
                                settings.http().listen().port())
                        .withRoutePrefix(settings.http().routePrefix()),
                views.inside(telemetry, intake, silencing, scheduler, engine),
                clock));
        shared.samplesClient.start();
        shared.replicaClient.start();
        opened.add(notifier);
        opened.add(scheduler);
        new Tidying(
                        evaluating,
                        workers.threads(),
                        shared.store,
                        settings.topics().samplesRetention())
                .keepDoing(TIDY_EVERY, shared::tidy);
        views.measure(telemetry);
    }

    /** Those who notify are ready first; the archive can wait. */
    private static ReplicaListener afterwards(ArchiveClient archive) {
        return new ReplicaListener() {
            @Override
            public void live() {
                archive.start();
            }
        };
    }

    private Scheduler scheduler(Loop loop, Workers workers, Shared shared, Engine engine, Notifier notifier) {
        var bureau = new Bureau(
                loop,
                workers.threads(),
                shared.ledger,
                shared.sampleLog,
                shared.store,
                new Queries(
                        engine,
                        shared.store,
                        LONGEST_QUERY,
                        settings.evaluation().maxSeries(),
                        System::nanoTime),
                shared::goesFirst,
                settings.claim().courtesy(),
                settings.evaluation().delay(),
                settings.http().externalUrl(),
                telemetry,
                notifier::receive);
        return new Scheduler(bureau, key -> shared.replica.ruleGroups().containsKey(key));
    }

    private Notifier notifier(Loop loop, Shared shared, Couriers couriers) {
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
                        shared.clusterLog,
                        couriers,
                        telemetry,
                        Instance::id,
                        settings.http().externalUrl().toString(),
                        Janitor.USUAL.silencesKept(),
                        () -> ThreadLocalRandom.current().nextDouble()));
    }

    private Options engineOptions() {
        var evaluation = settings.evaluation();
        return new Options(
                evaluation.lookback(), evaluation.interval(), evaluation.maxSamples(), evaluation.features());
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }
}
