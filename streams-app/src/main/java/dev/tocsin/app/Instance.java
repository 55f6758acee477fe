package dev.tocsin.app;

import dev.tocsin.alerts.Alert;
import dev.tocsin.config.Settings;
import dev.tocsin.datasources.DataSourceClients;
import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.promql.vectors.SampleBudget;
import dev.tocsin.evaluation.rules.RuleEvaluationContext.Origin;
import dev.tocsin.evaluator.EvaluatorContext;
import dev.tocsin.evaluator.RuleQueries;
import dev.tocsin.evaluator.Scheduler;
import dev.tocsin.http.HttpServer;
import dev.tocsin.http.common.Identity;
import dev.tocsin.kafka.FolderLock;
import dev.tocsin.kafka.replica.TopicRetention;
import dev.tocsin.kafka.sources.RegistrySchemas;
import dev.tocsin.limits.Limit;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notifier.AlertIngestion;
import dev.tocsin.notifier.DecisionListener;
import dev.tocsin.notifier.Isolation;
import dev.tocsin.notifier.Notifier;
import dev.tocsin.notifier.SilenceService;
import dev.tocsin.notifier.SilenceService.AuditLog;
import dev.tocsin.senders.HttpRequests;
import dev.tocsin.senders.Senders;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.Loop;
import dev.tocsin.timing.LoopThread;
import dev.tocsin.timing.Threads;
import dev.tocsin.timing.WallClockLoop;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** One instance of Tocsin with all its components. */
final class Instance implements AutoCloseable {
    private static final Duration QUERY_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(14);
    /** The part of the heap that alerts may need, as a divisor. */
    private static final int ALERTS_PER_HEAP = 2;

    private static final Duration MAINTENANCE_INTERVAL = Duration.ofMinutes(1);

    private final Settings settings;
    private final Identity identity;
    private final CloseStack closeStack = new CloseStack(CLOSE_TIMEOUT);
    private final InstantSource clock = InstantSource.system();
    private final Telemetry telemetry;
    private final CurrentConfig config;

    private HttpServer httpServer;

    private Instance(Settings settings, String version) {
        this.settings = settings;
        this.identity = new Identity(settings.instanceId(), version, clock.instant());
        this.telemetry = new Telemetry(version);
        this.config = new CurrentConfig(settings.matchers());
        telemetry.registerJvmMetrics();
    }

    /** @throws RuntimeException with a message for people, if the instance cannot be opened; nothing stays open then */
    static Instance open(Settings settings, String version) {
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
        closeStack.add(FolderLock.take(settings.stateDir())
                .orElseThrow(() -> new IllegalStateException(
                        ("another instance uses the state directory '%s'; give each instance its own state.dir and"
                                        + " instance.id")
                                .formatted(settings.stateDir()))));
        var notifierLoop = closeStack.add(new LoopThread("notifying", clock, System::nanoTime));
        var evaluatorLoop = closeStack.add(new LoopThread("evaluating", clock, System::nanoTime));
        var workers = evaluationThreads();
        closeStack.add(workers::shutdownNow);
        var kafka = new KafkaWiring(settings, config, telemetry, clock);
        closeStack.add(kafka.topicWriter);
        closeStack.add(kafka.topicPublisher);
        closeStack.addParallel(kafka.samplesClient, kafka.replicaClient);
        closeStack.add(kafka.wireFormat); // Closed before the clients, which may be waiting for it.
        kafka.archive.ifPresent(closeStack::add);
        closeStack.add(kafka.sources);

        var engine = new Engine(settings.evaluation().engineOptions(), sampleBudget());
        var senders = closeStack.add(
                new Senders(identity.version(), clock, SecretFiles::read, System.getenv(), kafka.topicPublisher));
        var notifier = notifier(notifierLoop, kafka, senders);
        var clients = dataSourceClients();
        var scheduler = scheduler(evaluatorLoop, workers, kafka, engine, clients, notifier);
        var policy = new CurrentSilencePolicy();
        var sources =
                new CurrentSources(settings.sources(), RegistrySchemas.of(kafka.wireFormat), kafka.sources::define);
        var dataSources = new CurrentDataSources(clients);
        new ReplicaEventHandler(
                        kafka.replica, config, policy, dataSources, notifier, scheduler, kafka.seriesFilter, sources)
                .register(kafka.topics);
        kafka.archive.ifPresent(archive -> kafka.replica.onLive(archive::start));
        var audit = kafka.auditLog(telemetry);
        var silences = new SilenceService(
                notifierLoop,
                kafka.clusterLog,
                settings.silences(),
                Instance::newId,
                supervision(policy, notifier, audit));
        var ingestion = new AlertIngestion(
                notifierLoop,
                kafka::findPostedAlert,
                kafka::preferredKeys,
                notifier::alertBytes,
                Math.min(Limit.POSTED_ALERT_MEMORY.value(), Runtime.getRuntime().maxMemory() / ALERTS_PER_HEAP),
                kafka::append);
        var health = new InstanceHealth(
                new InstanceSignals(kafka, notifier, config, scheduler::statuses), identity.startedAt(), clock);
        var own = new TocsinApiWiring(settings, identity, kafka, senders, engine.forClients());
        own.observe();
        var api = new InstanceApi(
                settings,
                identity,
                kafka,
                notifier,
                config,
                policy,
                sources,
                dataSources,
                health,
                own,
                telemetry,
                clock);
        observeChanges(evaluatorLoop, workers, kafka, audit);
        // Opened before the replica is restored, so that clients see that the instance is not ready.
        httpServer = closeStack.add(HttpServer.open(
                settings.http(), telemetry, api.apis(ingestion, silences, scheduler, engine.forClients(), audit)));
        closeStack.add(own.auditReader());
        closeStack.add(own.events()); // Closed before the server, which waits for running requests.
        kafka.start();
        closeStack.add(notifier);
        closeStack.add(scheduler);
        var resolved = new ResolvedSilences(
                notifier, own.recorded(), silences, () -> kafka.replica.isLive() && kafka.isPreferred("silences"));
        repeat(evaluatorLoop, ResolvedSilences.INTERVAL, () -> workers.execute(resolved::endDue));
        repeat(evaluatorLoop, MAINTENANCE_INTERVAL, () -> {
            var oldest = evaluatorLoop.now().minus(settings.topics().samplesRetention());
            workers.execute(() -> kafka.store.truncate(oldest.toEpochMilli()));
            kafka.collectGarbage();
            health.logDegraded();
        });
        api.registerMetrics();
        policy.registerMetrics(telemetry);
        dataSources.registerMetrics(telemetry);
    }

    private DataSourceClients dataSourceClients() {
        var requests = closeStack.add(new HttpRequests(identity.version(), clock, SecretFiles::read, System.getenv()));
        return closeStack.add(
                new DataSourceClients(identity.instance(), requests, SecretFiles::read, clock, System::nanoTime));
    }

    private SilenceService.Supervision supervision(CurrentSilencePolicy policy, Notifier notifier, AuditLog audit) {
        return new SilenceService.Supervision(
                policy::current,
                time -> notifier.alerts().stream()
                        .filter(alert -> !alert.isResolvedAt(time))
                        .map(Alert::labels)
                        .toList(),
                audit,
                Instance::newId,
                identity.instance());
    }

    private SampleBudget sampleBudget() {
        var total = settings.evaluation().maxSamplesTotal();
        return total > 0
                ? SampleBudget.of(total)
                : SampleBudget.ofHeap(Runtime.getRuntime().maxMemory(), Limit.QUERY_SAMPLES_TOTAL.value());
    }

    private void observeChanges(Loop loop, ExecutorService workers, KafkaWiring kafka, AuditLog audit) {
        if (settings.audit().enabled()) {
            var observed = new ObservedChanges(
                    audit,
                    () -> kafka.replica.isLive() && kafka.isPreferred("audit"),
                    () -> telemetry.auditFailed("skipped"),
                    config::redacted,
                    identity.instance());
            kafka.observe(observed);
            repeat(loop, Duration.ofSeconds(1), () -> workers.execute(observed::write));
        }
    }

    private static ExecutorService evaluationThreads() {
        var number = new AtomicInteger();
        return Executors.newFixedThreadPool(
                Runtime.getRuntime().availableProcessors(),
                task -> Threads.daemon("evaluation-" + number.getAndIncrement()).newThread(task));
    }

    /** Runs a task at each interval. The next run is scheduled first, so that a failure does not end the repetition. */
    static void repeat(Loop loop, Duration interval, Runnable task) {
        loop.after(interval, () -> {
            repeat(loop, interval, task);
            task.run();
        });
    }

    private Scheduler scheduler(
            WallClockLoop loop,
            ExecutorService workers,
            KafkaWiring kafka,
            Engine engine,
            DataSourceClients dataSources,
            Notifier notifier) {
        var context = new EvaluatorContext(
                loop,
                workers,
                kafka.alertStateLog,
                kafka.sampleLog,
                kafka.store,
                new RuleQueries(
                        engine, QUERY_TIMEOUT, settings.evaluation().maxSeries(), System::nanoTime, dataSources),
                kafka::isPreferred,
                settings.claims().headStart(),
                settings.evaluation().ticks(),
                kafka.replica::logTime,
                new Origin(
                        settings.evaluation().externalLabels(), settings.http().externalUrl()),
                settings.evaluation().alertRelabeling(),
                kafka.agreement,
                telemetry,
                notifier::receive);
        var scheduler = new Scheduler(
                context, key -> kafka.replica.ruleGroups().entries().containsKey(key));
        kafka.sampleLog.onTick(scheduler::tickCompleted);
        return scheduler;
    }

    private Notifier notifier(Loop loop, KafkaWiring kafka, Senders senders) {
        var self = new Member(
                identity.instance(),
                identity.startedAt(),
                settings.http().externalUrl().toString(),
                identity.version(),
                false,
                Instant.MIN);
        return new Notifier(
                self,
                settings.heartbeat(),
                settings.claims(),
                new Isolation(settings.isolation(), settings.heartbeat()),
                new Notifier.Dependencies(
                        loop,
                        kafka.clusterLog,
                        senders,
                        telemetry,
                        Instance::newId,
                        settings.http().externalUrl().toString(),
                        TopicRetention.DEFAULTS.silenceRetention(),
                        () -> ThreadLocalRandom.current().nextDouble(),
                        DecisionListener.NONE));
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }
}
