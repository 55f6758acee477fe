package dev.tocsin.http;

import dev.tocsin.alerts.Alert;
import dev.tocsin.alerts.Posted;
import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.promql.vectors.Options;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.http.alertmanager.Notifying;
import dev.tocsin.http.common.Condition;
import dev.tocsin.http.common.Identity;
import dev.tocsin.http.common.SkippedRecord;
import dev.tocsin.http.prometheus.Evaluating;
import dev.tocsin.http.prometheus.GroupStatus;
import dev.tocsin.http.prometheus.Written;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.Members;
import dev.tocsin.notification.muting.Inhibition;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.routing.Flush;
import dev.tocsin.notification.routing.Route;
import dev.tocsin.notification.silences.Limits;
import dev.tocsin.notifier.Silencing;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.Loop;
import java.io.IOException;
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
final class OpenDoor implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    final MemoryLog log = new MemoryLog(this::time);
    final SeriesStore samples = new SeriesStore(1_000);
    private final Map<String, CompletableFuture<Written>> awaitedSeries = new ConcurrentHashMap<>();
    final List<Written> written = new CopyOnWriteArrayList<>();
    final List<GroupStatus> groups = new ArrayList<>();
    final List<SkippedRecord> skipped = new ArrayList<>();
    final Telemetry telemetry = new Telemetry("1.2.3");
    Optional<AlertingConfig> config = Optional.empty();
    Condition condition = new Condition(List.of(), false, members("one", "two"), "", 0);
    Instant now = NOW;

    private final MatcherParser matchers;
    private final Map<Labels, Alert> alerts = new ConcurrentSkipListMap<>();
    private final List<Awaited> awaited = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final HttpClient client = HttpClient.newHttpClient();
    private final InstantSource clock;
    private final Engine engine;
    private final HttpDoor door;

    private OpenDoor(HttpSettings settings, Optional<InstantSource> wall, MatcherParser matchers, Features features) {
        var usual = Options.DEFAULTS;
        this.matchers = matchers;
        engine = new Engine(new Options(usual.lookback(), usual.subqueryStep(), usual.maxSamples(), features));
        clock = wall.orElse(() -> now);
        door = HttpDoor.open(settings, inside(), clock);
    }

    private Instant time() {
        return clock.instant();
    }

    static OpenDoor open() {
        return open(HttpSettings.at("127.0.0.1", 0));
    }

    static OpenDoor open(HttpSettings settings) {
        return new OpenDoor(settings, Optional.empty(), MatcherParser.FALLBACK, Features.STABLE);
    }

    static OpenDoor openFor(MatcherParser matchers) {
        return new OpenDoor(HttpSettings.at("127.0.0.1", 0), Optional.empty(), matchers, Features.STABLE);
    }

    static OpenDoor openWith(Features features) {
        return new OpenDoor(HttpSettings.at("127.0.0.1", 0), Optional.empty(), MatcherParser.FALLBACK, features);
    }

    static OpenDoor openInRealTime() {
        return new OpenDoor(
                HttpSettings.at("127.0.0.1", 0),
                Optional.of(InstantSource.system()),
                MatcherParser.FALLBACK,
                Features.STABLE);
    }

    private Inside inside() {
        var identity = new Identity("one", "1.2.3", NOW.minusSeconds(60));
        var silencing = new Silencing(new Now(), log, Limits.NONE, this::nextId);
        return new Inside(
                identity,
                () -> condition,
                () -> skipped,
                new Notifying(
                        alerts::values,
                        this::groupsOfAlerts,
                        this::inhibition,
                        () -> config,
                        this::post,
                        silencing,
                        matchers,
                        "http://tocsin"),
                new Evaluating(() -> groups, engine, samples),
                this::store,
                telemetry);
    }

    void put(Alert alert) {
        alerts.put(alert.labels(), alert);
        awaited.forEach(one -> one.see(alert));
    }

    /** Done with the first series of that name from now on. */
    CompletableFuture<Written> whenWritten(String name) {
        return awaitedSeries.computeIfAbsent(name, any -> new CompletableFuture<>());
    }

    /** Done with the first alert from now on that is so. */
    CompletableFuture<Alert> whenKnown(Predicate<Alert> wanted) {
        var one = new Awaited(wanted, new CompletableFuture<>());
        awaited.add(one);
        return one.answer();
    }

    private record Awaited(Predicate<Alert> wanted, CompletableFuture<Alert> answer) {
        void see(Alert alert) {
            if (wanted.test(alert)) {
                answer.complete(alert);
            }
        }
    }

    int alertCount() {
        return alerts.size();
    }

    int port() {
        return door.port();
    }

    String url() {
        return "http://127.0.0.1:" + door.port();
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
        door.close();
    }

    static Members members(String... names) {
        return Members.of(List.of(names).stream()
                .map(name -> new Member(name, NOW, "http://" + name + ":9093", "1.2.3", false, NOW))
                .toList());
    }

    private String nextId() {
        return "00000000-0000-4000-8000-%012d".formatted(ids.incrementAndGet());
    }

    private CompletableFuture<Void> post(List<Posted> posted) {
        posted.forEach(one -> put(one.alert()));
        return log.answer();
    }

    private CompletableFuture<Void> store(List<Written> series) {
        written.addAll(series);
        series.forEach(one -> Optional.ofNullable(awaitedSeries.get(one.labels().metricName()))
                .ifPresent(future -> future.complete(one)));
        return log.answer();
    }

    private Inhibition inhibition() {
        return Inhibition.over(
                alerts.values(), config.map(AlertingConfig::inhibitRules).orElse(List.of()));
    }

    private CompletableFuture<List<Flush>> groupsOfAlerts() {
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
    private final class Now implements Loop {
        @Override
        public Instant now() {
            return clock.instant();
        }

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
