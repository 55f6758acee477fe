package dev.tocsin.local.dev;

import dev.tocsin.local.console.WebhookServer;
import dev.tocsin.local.feed.BrokerMetrics;
import dev.tocsin.local.feed.HostMetrics;
import dev.tocsin.local.feed.KafkaSampleWriter;
import dev.tocsin.local.feed.MetricsEndpoint;
import dev.tocsin.local.feed.ScrapeManager;
import dev.tocsin.local.processes.SupervisedProcess;
import dev.tocsin.local.sql.ConnectClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;

/** Starts and stops everything that {@code dev} runs. Resources are closed in reverse order of opening. */
final class DevStack implements AutoCloseable {
    private static final String SAMPLES_TOPIC = "tocsin.samples";
    /** Scrape targets besides the instances: the machine and the broker. */
    private static final int OTHER_TARGETS = 2;

    private static final int SINK_TIMEOUT_SECONDS = 90;

    private final DevPlan plan;
    private final InstantSource clock;
    private final Consumer<String> output;
    private final Instant startedAt;
    private final ChildProcessSpecs specs;
    private final ProductCli product;
    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor(DevStack::daemonThread);
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final DevCluster cluster;
    private final Deque<AutoCloseable> openResources = new ConcurrentLinkedDeque<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean closing;

    DevStack(DevPlan plan, Installation installation, InstantSource clock, Consumer<String> output) {
        this.plan = plan;
        this.clock = clock;
        this.output = output;
        this.startedAt = clock.instant();
        this.specs = new ChildProcessSpecs(installation, plan);
        this.product = new ProductCli(installation, specs.productCdsArchive(), output);
        this.cluster = new DevCluster(specs, clock, timers, output);
    }

    /** @throws CannotStartException if something cannot be started; the caller must {@link #close} then, too */
    void open() throws InterruptedException {
        output.accept("tocsin dev in " + plan.dir());
        var config = new DevConfigFile(plan.config(), plan.ports().console()).toApply(plan.dir(), output);
        product.check(config, plan.rules());
        plan.writeSettings();
        closeLater(timers::shutdownNow);
        openConsole();
        closeLater(cluster::stop);
        closeLater(product);
        cluster.database().ifPresent(SupervisedProcess::start);
        var admin = startBroker();
        var tables = startArchiveSink();
        product.createTopics(plan.settingsFile(1));
        startScraping(admin);
        var ready = startInstances();
        product.applyConfig(plan.settingsFile(1), config);
        product.applyRules(plan.settingsFile(1), plan.rules());
        output.accept("%-10s %s and %s".formatted("applied", plan.rules(), config));
        ready.join();
        tables.join();
        closeLater(specs.cdsArchiveBuilder()).start();
        output.accept(new Hints(plan, cluster.instances().get(0).pid(), clock.instant()).text());
    }

    /** Whether {@link #close} has been called. */
    synchronized boolean isClosing() {
        return closing;
    }

    void awaitClose() throws InterruptedException {
        closed.await();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closing) {
                return;
            }
            closing = true;
        }
        output.accept("stopping");
        closeAll();
        output.accept("stopped");
        closed.countDown();
    }

    private void openConsole() {
        var zone = ZoneId.systemDefault();
        var console = closeLater(WebhookServer.open(
                plan.ports().console(),
                clock,
                notification -> output.accept(notification.format(zone, plan.verbose()))));
        output.accept("%-10s http://127.0.0.1:%d/ prints each notification below".formatted("console", console.port()));
    }

    private Admin startBroker() throws InterruptedException {
        cluster.broker().start();
        var admin = Admin.create(Map.of("bootstrap.servers", plan.brokerAddress(), "client.id", "dev-admin"));
        // Zero: do not wait for a broker that may have stopped already.
        closeLater(() -> admin.close(Duration.ZERO));
        new BrokerReadiness(admin, cluster.broker(), plan.logFile("broker")).await();
        output.accept(readyLine(cluster.broker(), plan.brokerAddress(), startedAt));
        return admin;
    }

    private void startScraping(Admin admin) {
        var writer = closeLater(new KafkaSampleWriter(plan.brokerAddress(), SAMPLES_TOPIC, output));
        var scrapes = closeLater(new ScrapeManager(clock, writer, plan.instances() + OTHER_TARGETS));
        scrapes.addTarget("machine", "local", new HostMetrics());
        scrapes.addTarget("broker", plan.brokerAddress(), new BrokerMetrics(admin, cluster.broker()::pid));
        for (var instance = 1; instance <= plan.instances(); instance++) {
            var url = URI.create("http://" + plan.httpAddress(instance) + "/metrics");
            scrapes.addTarget("tocsin", plan.httpAddress(instance), new MetricsEndpoint(http, url));
        }
    }

    private CompletableFuture<Void> startArchiveSink() {
        if (plan.sql().isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        var ports = plan.sql().get();
        cluster.connectWorker().orElseThrow().start();
        var connect = new ConnectClient(http, ports.connect());
        var connector =
                closeLater(new ArchiveSinkConnector(connect, specs.connectors().sinkConfig(), output));
        return connector
                .keepRunning()
                .orTimeout(SINK_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .handle((nothing, failure) -> {
                    output.accept(
                            failure == null
                                    ? readyLine(
                                            cluster.database().orElseThrow(),
                                            ports.address().url(),
                                            startedAt)
                                    : "the archive tables are not ready; see the logs %s and %s"
                                            .formatted(plan.logFile("database"), plan.logFile("connect")));
                    return null;
                });
    }

    private CompletableFuture<Void> startInstances() {
        var readiness = new InstanceReadiness(http, timers);
        return CompletableFuture.allOf(IntStream.rangeClosed(1, plan.instances())
                .mapToObj(instance -> start(instance, readiness))
                .toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> start(int instance, InstanceReadiness readiness) {
        var process = cluster.instances().get(instance - 1);
        process.onRestart(() -> reportWhenReady(instance, readiness, clock.instant()));
        process.start();
        return reportWhenReady(instance, readiness, startedAt);
    }

    private CompletableFuture<Void> reportWhenReady(int instance, InstanceReadiness readiness, Instant since) {
        var process = cluster.instances().get(instance - 1);
        return readiness.whenReady(plan.httpAddress(instance)).handle((nothing, failure) -> {
            output.accept(
                    failure == null
                            ? readyLine(process, "http://" + plan.httpAddress(instance), since)
                            : "%s is not ready after a minute; see its log: %s"
                                    .formatted(process.name(), plan.logFile(process.name())));
            return null;
        });
    }

    private String readyLine(SupervisedProcess process, String address, Instant since) {
        var seconds = Duration.between(since, clock.instant()).toMillis() / 1000.0;
        return "%-10s %s  pid %d  (ready after %.1f s)".formatted(process.name(), address, process.pid(), seconds);
    }

    private <T extends AutoCloseable> T closeLater(T resource) {
        openResources.push(resource);
        return resource;
    }

    private void closeAll() {
        while (!openResources.isEmpty()) {
            try {
                openResources.pop().close();
            } catch (Exception e) {
                output.accept("not closed cleanly: " + e);
            }
        }
    }

    private static Thread daemonThread(Runnable work) {
        var thread = new Thread(work, "dev-timers");
        thread.setDaemon(true);
        return thread;
    }
}
