package dev.tocsin.local.dev;

import dev.tocsin.local.console.WebhookSink;
import dev.tocsin.local.feed.BrokerState;
import dev.tocsin.local.feed.Feeder;
import dev.tocsin.local.feed.KafkaSamples;
import dev.tocsin.local.feed.Machine;
import dev.tocsin.local.feed.MetricsPage;
import dev.tocsin.local.processes.Supervised;
import dev.tocsin.local.sql.ConnectApi;
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

/** Everything that {@code dev} starts, wired by hand. Opened from the ground up, closed from the roof down. */
final class DevStack implements AutoCloseable {
    private static final String SAMPLES = "tocsin.samples";
    /** The machine and the broker, beside the instances. */
    private static final int OTHER_TARGETS = 2;

    private static final int SINK_PATIENCE_SECONDS = 90;

    private final DevPlan plan;
    private final InstantSource clock;
    private final Consumer<String> say;
    private final Instant begun;
    private final Children children;
    private final ProductProcess product;
    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor(DevStack::daemon);
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final Cluster cluster;
    private final Deque<AutoCloseable> open = new ConcurrentLinkedDeque<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean closing;

    DevStack(DevPlan plan, Installation installation, InstantSource clock, Consumer<String> say) {
        this.plan = plan;
        this.clock = clock;
        this.say = say;
        this.begun = clock.instant();
        this.children = new Children(installation, plan);
        this.product = new ProductProcess(installation, children.productArchive());
        this.cluster = new Cluster(children, clock, timers, say);
    }

    /** @throws CannotStart with a sentence; what was started until then is to be closed */
    void open() throws InterruptedException {
        say.accept("tocsin dev in " + plan.dir());
        var config = new ConfigFile(plan.config(), plan.ports().console()).toApply(plan.dir(), say);
        plan.writeSettings();
        keep(timers::shutdownNow);
        openConsole();
        keep(cluster::stop);
        keep(product);
        cluster.database().ifPresent(Supervised::start);
        var admin = startBroker();
        var tables = startFillingTables();
        product.createTopics(plan.settings(1));
        startFeeding(admin);
        var ready = startInstances();
        product.applyConfig(plan.settings(1), config);
        product.applyRules(plan.settings(1), plan.rules());
        say.accept("%-10s %s and %s".formatted("applied", plan.rules(), config));
        ready.join();
        tables.join();
        keep(children.archiveMaking()).begin();
        say.accept(new Hints(plan, cluster.instances().get(0).pid(), clock.instant()).text());
    }

    /** Whether it is being closed, or has been. */
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
        say.accept("stopping");
        closeAll();
        say.accept("stopped");
        closed.countDown();
    }

    private void openConsole() {
        var zone = ZoneId.systemDefault();
        var sink = keep(WebhookSink.open(
                plan.ports().console(), clock, delivery -> say.accept(delivery.line(zone, plan.verbose()))));
        say.accept("%-10s http://127.0.0.1:%d/ prints each notification below".formatted("console", sink.port()));
    }

    private Admin startBroker() throws InterruptedException {
        cluster.broker().start();
        var admin = Admin.create(Map.of("bootstrap.servers", plan.broker(), "client.id", "dev-admin"));
        // Without a limit it waits for answers of a broker that may be gone.
        keep(() -> admin.close(Duration.ZERO));
        new BrokerReadiness(admin, cluster.broker(), plan.log("broker")).await();
        say.accept(line(cluster.broker(), plan.broker(), begun));
        return admin;
    }

    private void startFeeding(Admin admin) {
        var writer = keep(new KafkaSamples(plan.broker(), SAMPLES, say));
        var feeder = keep(new Feeder(clock, writer, plan.instances() + OTHER_TARGETS));
        feeder.feed("machine", "local", new Machine());
        feeder.feed("broker", plan.broker(), new BrokerState(admin, cluster.broker()::pid));
        for (var instance = 1; instance <= plan.instances(); instance++) {
            var page = URI.create("http://" + plan.listens(instance) + "/metrics");
            feeder.feed("tocsin", plan.listens(instance), new MetricsPage(http, page));
        }
    }

    private CompletableFuture<Void> startFillingTables() {
        if (plan.sql().isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        var ports = plan.sql().get();
        cluster.connectWorker().orElseThrow().start();
        var connect = new ConnectApi(http, ports.connect());
        var sink = keep(new ArchiveSink(connect, children.connectors().sink(), say));
        return sink.keepRunning()
                .orTimeout(SINK_PATIENCE_SECONDS, TimeUnit.SECONDS)
                .handle((nothing, late) -> {
                    say.accept(
                            late == null
                                    ? line(
                                            cluster.database().orElseThrow(),
                                            ports.address().url(),
                                            begun)
                                    : "the tables are not filled yet; logs: %s and %s"
                                            .formatted(plan.log("database"), plan.log("connect")));
                    return null;
                });
    }

    private CompletableFuture<Void> startInstances() {
        var readiness = new Readiness(http, timers);
        return CompletableFuture.allOf(IntStream.rangeClosed(1, plan.instances())
                .mapToObj(instance -> start(instance, readiness))
                .toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> start(int instance, Readiness readiness) {
        var process = cluster.instances().get(instance - 1);
        process.onRestart(() -> tellWhenReady(instance, readiness, clock.instant()));
        process.start();
        return tellWhenReady(instance, readiness, begun);
    }

    private CompletableFuture<Void> tellWhenReady(int instance, Readiness readiness, Instant since) {
        var process = cluster.instances().get(instance - 1);
        return readiness.of(plan.listens(instance)).handle((nothing, late) -> {
            say.accept(
                    late == null
                            ? line(process, "http://" + plan.listens(instance), since)
                            : "%s is not ready after a minute; its log: %s"
                                    .formatted(process.name(), plan.log(process.name())));
            return null;
        });
    }

    private String line(Supervised process, String where, Instant since) {
        var seconds = Duration.between(since, clock.instant()).toMillis() / 1000.0;
        return "%-10s %s  pid %d  (ready after %.1f s)".formatted(process.name(), where, process.pid(), seconds);
    }

    private <T extends AutoCloseable> T keep(T opened) {
        open.push(opened);
        return opened;
    }

    private void closeAll() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                say.accept("not closed cleanly: " + e);
            }
        }
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "dev-timers");
        thread.setDaemon(true);
        return thread;
    }
}
