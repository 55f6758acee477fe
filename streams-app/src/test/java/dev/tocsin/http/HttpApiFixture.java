package dev.tocsin.http;

import dev.tocsin.alerts.Alert;
import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.promql.vectors.EngineOptions;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.evaluator.RuleGroupStatus;
import dev.tocsin.http.alertmanager.AlertmanagerApiContext;
import dev.tocsin.http.common.Identity;
import dev.tocsin.http.common.InstanceStatus;
import dev.tocsin.http.prometheus.PrometheusApiContext;
import dev.tocsin.kafka.log.SkippedRecord;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.Members;
import dev.tocsin.notification.muting.Inhibitor;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.routing.Flush;
import dev.tocsin.notification.routing.Route;
import dev.tocsin.notification.silences.SilenceLimits;
import dev.tocsin.notifier.SilenceService;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.Loop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A real door on a free port, with an instance behind it that has everything in memory. */
final class HttpApiFixture implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private static final URI EXTERNAL_URL = URI.create("http://tocsin");
    private static final HttpServerSettings ANY_PORT = listenAt("127.0.0.1", 0);

    final InMemoryClusterLog log = new InMemoryClusterLog(this::currentTime);
    final SeriesStore samples = new SeriesStore(1_000);
    private final Map<String, CompletableFuture<TimeSeries>> pendingSeries = new ConcurrentHashMap<>();
    final List<TimeSeries> written = new CopyOnWriteArrayList<>();
    final List<RuleGroupStatus> groups = new ArrayList<>();
    final Map<String, String> groupProblems = new ConcurrentHashMap<>();
    final List<SkippedRecord> skipped = new ArrayList<>();
    final Telemetry telemetry = new Telemetry("1.2.3");
    Optional<AlertingConfig> config = Optional.empty();
    InstanceStatus status = new InstanceStatus(List.of(), false, members("one", "two"), "", 0);
    Instant now = NOW;

    private final MatcherParser matchers;
    private final Map<Labels, Alert> alerts = new ConcurrentSkipListMap<>();
    private final List<PendingAlert> pendingAlerts = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final HttpClient client = HttpClient.newHttpClient();
    private final InstantSource clock;
    private final Engine engine;
    private final HttpServer server;

    private HttpApiFixture(
            HttpServerSettings settings, Optional<InstantSource> wall, MatcherParser matchers, Features features) {
        var usual = EngineOptions.DEFAULTS;
        this.matchers = matchers;
        engine = new Engine(new EngineOptions(usual.lookback(), usual.subqueryStep(), usual.maxSamples(), features));
        clock = wall.orElse(() -> now);
        server = HttpServer.open(settings, context(), clock);
    }

    static HttpServerSettings listenAt(String host, int port) {
        return new HttpServerSettings(InetSocketAddress.createUnresolved(host, port), EXTERNAL_URL, "");
    }

    static HttpServerSettings withRoutePrefix(String prefix) {
        return new HttpServerSettings(ANY_PORT.listen(), EXTERNAL_URL, prefix);
    }

    static HttpServerSettings withMaxBodyBytes(int bytes) {
        return new HttpServerSettings(ANY_PORT.listen(), EXTERNAL_URL, "", bytes, ANY_PORT.responseTimeout());
    }

    static HttpServerSettings withResponseTimeout(Duration timeout) {
        return new HttpServerSettings(ANY_PORT.listen(), EXTERNAL_URL, "", ANY_PORT.maxBodyBytes(), timeout);
    }

    private Instant currentTime() {
        return clock.instant();
    }

    static HttpApiFixture open() {
        return open(ANY_PORT);
    }

    static HttpApiFixture open(HttpServerSettings settings) {
        return new HttpApiFixture(settings, Optional.empty(), MatcherParser.FALLBACK, Features.STABLE);
    }

    static HttpApiFixture openWithMatchers(MatcherParser matchers) {
        return new HttpApiFixture(ANY_PORT, Optional.empty(), matchers, Features.STABLE);
    }

    static HttpApiFixture openWithFeatures(Features features) {
        return new HttpApiFixture(ANY_PORT, Optional.empty(), MatcherParser.FALLBACK, features);
    }

    static HttpApiFixture openWithSystemClock() {
        return new HttpApiFixture(
                ANY_PORT, Optional.of(InstantSource.system()), MatcherParser.FALLBACK, Features.STABLE);
    }

    private HttpServerContext context() {
        var identity = new Identity("one", "1.2.3", NOW.minusSeconds(60));
        var silencing = new SilenceService(new ImmediateLoop(), log, SilenceLimits.NONE, this::nextId);
        return new HttpServerContext(
                identity,
                () -> status,
                () -> skipped,
                new AlertmanagerApiContext(
                        alerts::values,
                        this::aggregationGroups,
                        this::inhibition,
                        () -> config,
                        this::post,
                        silencing,
                        matchers,
                        "http://tocsin"),
                new PrometheusApiContext(() -> groups, key -> groupProblems.getOrDefault(key, ""), engine, samples),
                this::store,
                telemetry);
    }

    void addAlert(Alert alert) {
        alerts.put(alert.labels(), alert);
        pendingAlerts.forEach(one -> one.offer(alert));
    }

    /** Done with the first series of that name from now on. */
    CompletableFuture<TimeSeries> whenWritten(String name) {
        return pendingSeries.computeIfAbsent(name, any -> new CompletableFuture<>());
    }

    /** Done with the first alert from now on that is so. */
    CompletableFuture<Alert> whenAlertAdded(Predicate<Alert> wanted) {
        var one = new PendingAlert(wanted, new CompletableFuture<>());
        pendingAlerts.add(one);
        return one.future();
    }

    private record PendingAlert(Predicate<Alert> condition, CompletableFuture<Alert> future) {
        void offer(Alert alert) {
            if (condition.test(alert)) {
                future.complete(alert);
            }
        }
    }

    int alertCount() {
        return alerts.size();
    }

    int port() {
        return server.port();
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    HttpResponse<String> postJson(String path, String json) {
        return send("POST", path, BodyPublishers.ofString(json), "Content-Type", "application/json");
    }

    HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers) {
        try {
            var request = HttpRequest.newBuilder(URI.create(url() + path))
                    .timeout(Duration.ofSeconds(20))
                    .method(method, body);
            if (headers.length > 0) {
                request.headers(headers);
            }
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("%s %s".formatted(method, path), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }

    static Members members(String... names) {
        return Members.of(List.of(names).stream()
                .map(name -> new Member(name, NOW, "http://" + name + ":9093", "1.2.3", false, NOW))
                .toList());
    }

    private String nextId() {
        return "00000000-0000-4000-8000-%012d".formatted(ids.incrementAndGet());
    }

    private CompletableFuture<Void> post(List<PostedAlert> posted) {
        posted.forEach(one -> addAlert(one.alert()));
        return log.appendResult();
    }

    private CompletableFuture<Void> store(List<TimeSeries> series) {
        written.addAll(series);
        series.forEach(one -> Optional.ofNullable(pendingSeries.get(one.labels().metricName()))
                .ifPresent(future -> future.complete(one)));
        return log.appendResult();
    }

    private Inhibitor inhibition() {
        return Inhibitor.of(
                alerts.values(), config.map(AlertingConfig::inhibitRules).orElse(List.of()));
    }

    private CompletableFuture<List<Flush>> aggregationGroups() {
        var members = new LinkedHashMap<Route, Map<Labels, List<Alert>>>();
        config.ifPresent(now -> alerts.values()
                .forEach(alert -> now.tree()
                        .match(alert.labels())
                        .forEach(route -> members.computeIfAbsent(route, any -> new LinkedHashMap<>())
                                .computeIfAbsent(route.groupLabels(alert.labels()), any -> new ArrayList<>())
                                .add(alert))));
        var flushes = new ArrayList<Flush>();
        members.forEach((route, groups) ->
                groups.forEach((labels, some) -> flushes.add(new Flush(route, labels, some, clock.instant()))));
        return CompletableFuture.completedFuture(flushes);
    }

    /** Does at once, on the caller's thread, what a loop would do on its own. */
    private final class ImmediateLoop implements Loop {
        @Override
        public Duration monotonic() {
            return Duration.between(NOW, clock.instant());
        }

        @Override
        public Alarm after(Duration delay, Runnable task) {
            throw new UnsupportedOperationException("nothing here waits");
        }

        @Override
        public synchronized void execute(Runnable task) {
            task.run();
        }
    }
}
