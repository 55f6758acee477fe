package dev.tocsin.http;

import dev.tocsin.alerts.Alert;
import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.audit.AuditEntry;
import dev.tocsin.config.Settings;
import dev.tocsin.datasources.DataSourceStatus;
import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.promql.vectors.EngineOptions;
import dev.tocsin.evaluation.rules.RuleEvaluationContext;
import dev.tocsin.evaluation.samples.MetadataAndExemplars;
import dev.tocsin.evaluation.samples.MetricMetadata;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.evaluator.Agreement;
import dev.tocsin.evaluator.DryRun;
import dev.tocsin.evaluator.InMemoryRuleGroupLog;
import dev.tocsin.evaluator.OutgoingLabels;
import dev.tocsin.evaluator.RuleGroupEditor;
import dev.tocsin.evaluator.RuleGroupStatus;
import dev.tocsin.history.DeliveryDetails;
import dev.tocsin.history.EventId;
import dev.tocsin.history.History;
import dev.tocsin.history.HistorySettings;
import dev.tocsin.http.alertmanager.AlertmanagerApi;
import dev.tocsin.http.auth.AccessControl;
import dev.tocsin.http.common.Identity;
import dev.tocsin.http.common.InstanceStatus;
import dev.tocsin.http.prometheus.PrometheusApi;
import dev.tocsin.http.prometheus.SourcesApi;
import dev.tocsin.http.ruler.RulerApi;
import dev.tocsin.http.tocsin.EventHub;
import dev.tocsin.http.tocsin.RecordedEvents;
import dev.tocsin.http.tocsin.TocsinApi;
import dev.tocsin.http.tocsin.TocsinContext;
import dev.tocsin.http.ui.WebUi;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.EncodedSeries;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.kafka.codec.SampleEncoder;
import dev.tocsin.kafka.log.SkippedRecord;
import dev.tocsin.kafka.sources.SourceStatus;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notification.log.ClaimHistory;
import dev.tocsin.notification.log.DeliveryStatistics;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.Members;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.Integration;
import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.silences.SilenceLimits;
import dev.tocsin.notification.silences.SilencePolicy;
import dev.tocsin.notifier.AlertIngestion;
import dev.tocsin.notifier.ClaimSettings;
import dev.tocsin.notifier.DecisionListener;
import dev.tocsin.notifier.InMemoryClusterLog;
import dev.tocsin.notifier.Isolation;
import dev.tocsin.notifier.Notifier;
import dev.tocsin.notifier.Sender;
import dev.tocsin.notifier.SilenceService;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.Loop;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.router.Endpoint;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A real HTTP server on a free port, for an instance that has everything in memory. */
public final class HttpApiFixture implements AutoCloseable {
    public volatile List<DataSourceStatus> dataSources = List.of();
    public volatile SilencePolicy policy = SilencePolicy.NONE;
    public volatile boolean isAuditWritable = true;
    public final History history = new History(HistorySettings.DEFAULTS);
    public final Map<EventId, DeliveryDetails> deliveryDetails = new ConcurrentHashMap<>();
    public final List<AuditEntry> audited = new CopyOnWriteArrayList<>();

    /** Refused writes: caller, request, reason. */
    public final List<String> refusals = new CopyOnWriteArrayList<>();

    public static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private static final URI EXTERNAL_URL = URI.create("http://tocsin");
    private static final HttpServerSettings ANY_PORT = listenAt("127.0.0.1", 0);
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);

    public final InMemoryClusterLog log = new InMemoryClusterLog(this::currentTime);
    public final SeriesStore samples = new SeriesStore(1_000);
    public final InMemoryRuleGroupLog ruleLog = new InMemoryRuleGroupLog();
    public List<String> queryWarnings = List.of();
    public final List<TimeSeries> written = new CopyOnWriteArrayList<>();
    public final List<RuleGroupStatus> groups = new ArrayList<>();
    public final Map<String, String> groupProblems = new ConcurrentHashMap<>();
    public final List<SkippedRecord> skipped = new ArrayList<>();
    public List<SourceStatus> sources = List.of();
    public final Agreement agreement = new Agreement(() -> 0);
    public final Telemetry telemetry = new Telemetry("1.2.3");
    public InstanceStatus status = new InstanceStatus(List.of(), false, members("one", "two"), "", 0);
    public Instant now = NOW;

    /** Test messages that were sent. */
    public final List<Notification> tested = new CopyOnWriteArrayList<>();

    public volatile DeliveryResult testResult = new DeliveryResult.Delivered();

    /** The states of slots for Tocsin's own API. */
    public final Map<Slot, SlotState> slots = new ConcurrentHashMap<>();

    public final ClaimHistory claims = new ClaimHistory();
    public final DeliveryStatistics deliveries = new DeliveryStatistics();
    public volatile long logOffset = 100;
    public volatile Object timedState = "";
    public final EventHub events = new EventHub(
            new Identity("one", "1.2.3", NOW.minusSeconds(60)), () -> logOffset, System::nanoTime, () -> timedState);

    private final List<PendingAlert> pendingAlerts = new CopyOnWriteArrayList<>();
    private final Map<String, CompletableFuture<TimeSeries>> pendingSeries = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<MetricMetadata>> pendingMetadata = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ImmediateLoop loop = new ImmediateLoop();
    private final InstantSource clock;
    private final Notifier notifier;
    private final HttpServer server;
    private final List<Consumer<RoutesConfig>> apis;

    private HttpApiFixture(
            HttpServerSettings settings, Optional<InstantSource> wall, MatcherParser matchers, Features features) {
        this(settings, wall, matchers, features, "");
    }

    private HttpApiFixture(
            HttpServerSettings settings,
            Optional<InstantSource> wall,
            MatcherParser matchers,
            Features features,
            String auth) {
        clock = wall.orElse(() -> now);
        notifier = notifier();
        apis = apis(settings, matchers, features, auth);
        var given = read(auth).http();
        server = HttpServer.open(
                settings.withOtherLogins(given.hasOtherLogins()).withProxies(given.proxies()), telemetry, apis);
    }

    private static Settings read(String yaml) {
        return Settings.read("tocsin.yml", yaml, Map.of(), "one");
    }

    public static HttpServerSettings listenAt(String host, int port) {
        return new HttpServerSettings(InetSocketAddress.createUnresolved(host, port), EXTERNAL_URL, "");
    }

    public static HttpServerSettings withRoutePrefix(String prefix) {
        return new HttpServerSettings(ANY_PORT.listen(), EXTERNAL_URL, prefix);
    }

    public static HttpServerSettings withGrafanaRuler() {
        return ANY_PORT.withGrafanaRuler(true);
    }

    public static HttpServerSettings withMaxBodyBytes(int bytes) {
        return ANY_PORT.withMaxBodyBytes(bytes);
    }

    public static HttpServerSettings withResponseTimeout(Duration timeout) {
        return ANY_PORT.withResponseTimeout(timeout);
    }

    private Instant currentTime() {
        return clock.instant();
    }

    public static HttpApiFixture open() {
        return open(ANY_PORT);
    }

    public static HttpApiFixture open(HttpServerSettings settings) {
        return new HttpApiFixture(settings, Optional.empty(), MatcherParser.FALLBACK, Features.STABLE);
    }

    public static HttpApiFixture openWithMatchers(MatcherParser matchers) {
        return new HttpApiFixture(ANY_PORT, Optional.empty(), matchers, Features.STABLE);
    }

    public static HttpApiFixture openWithFeatures(Features features) {
        return new HttpApiFixture(ANY_PORT, Optional.empty(), MatcherParser.FALLBACK, features);
    }

    public static HttpApiFixture openWithSystemClock() {
        return new HttpApiFixture(
                ANY_PORT, Optional.of(InstantSource.system()), MatcherParser.FALLBACK, Features.STABLE);
    }

    /** @param yaml settings of which the section {@code auth} and {@code http.cors_origins} apply */
    public static HttpApiFixture openWithAuth(String yaml) {
        return openWithAuth(ANY_PORT, yaml);
    }

    public static HttpApiFixture openWithAuth(HttpServerSettings settings, String yaml) {
        return new HttpApiFixture(settings, Optional.empty(), MatcherParser.FALLBACK, Features.STABLE, yaml);
    }

    /** As {@link #openWithAuth(String)}, for programs that compare times with those of the machine. */
    public static HttpApiFixture openWithAuthAndSystemClock(String yaml) {
        return openWithAuthAndSystemClock(ANY_PORT, yaml);
    }

    public static HttpApiFixture openWithAuthAndSystemClock(HttpServerSettings settings, String yaml) {
        return new HttpApiFixture(
                settings, Optional.of(InstantSource.system()), MatcherParser.FALLBACK, Features.STABLE, yaml);
    }

    private Notifier notifier() {
        var self = new Member("one", NOW, EXTERNAL_URL.toString(), "1.2.3", false, NOW);
        return new Notifier(
                self,
                HEARTBEAT,
                new ClaimSettings(Duration.ofSeconds(10), Duration.ofMillis(250), 3, Duration.ofSeconds(6)),
                new Isolation(new Isolation.Settings(Isolation.Policy.NOTIFY, Duration.ofSeconds(30)), HEARTBEAT),
                new Notifier.Dependencies(
                        loop,
                        log,
                        (integration, notification, metadata, timeout) -> {
                            throw new UnsupportedOperationException("the notifier is never opened");
                        },
                        telemetry,
                        this::nextId,
                        EXTERNAL_URL.toString(),
                        Duration.ofHours(120),
                        () -> 0,
                        DecisionListener.NONE));
    }

    private CompletableFuture<Void> audit(AuditEntry entry) {
        audited.add(entry);
        return isAuditWritable
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(new IllegalStateException("no broker"));
    }

    private List<Consumer<RoutesConfig>> apis(
            HttpServerSettings settings, MatcherParser matchers, Features features, String auth) {
        var identity = new Identity("one", "1.2.3", NOW.minusSeconds(60));
        var silences = new SilenceService(
                loop,
                log,
                SilenceLimits.NONE,
                this::nextId,
                new SilenceService.Supervision(() -> policy, time -> List.of(), this::audit, () -> "action", "one"));
        var ingestion = new AlertIngestion(
                loop,
                alert -> Optional.empty(),
                () -> any -> true,
                () -> 0,
                Long.MAX_VALUE,
                alerts -> alerts.stream().map(this::append).toList());
        var defaults = EngineOptions.DEFAULTS;
        var engine = new Engine(
                new EngineOptions(defaults.lookback(), defaults.subqueryStep(), defaults.maxSamples(), features));
        var alertmanager = new AlertmanagerApi(
                identity, () -> status, notifier, ingestion, silences, matchers, telemetry, settings, clock);
        var prometheus = new PrometheusApi(
                identity,
                engine,
                samples,
                () -> queryWarnings,
                () -> groups,
                key -> groupProblems.getOrDefault(key, ""),
                this::append,
                Labels.of("cluster", "eu"),
                Duration.ofHours(6),
                () -> skipped,
                agreement,
                () -> dataSources,
                telemetry,
                settings,
                clock);
        var editor = new RuleGroupEditor(ruleLog, this::audit, this::nextId, "one");
        var ruler = new RulerApi(editor, InMemoryRuleGroupLog.DEFAULTS, settings);
        var own = new TocsinApi(tocsinContext(identity, settings, matchers));
        var management = new ManagementApi(() -> status, telemetry);
        var access = new AccessControl(
                read(auth).auth(),
                telemetry,
                clock,
                (caller, request, reason) -> refusals.add("%s %s: %s".formatted(caller.name(), request, reason)));
        return List.of(
                access::register,
                alertmanager::register,
                new SourcesApi(() -> sources, () -> "")::register,
                own::register,
                ruler::register,
                prometheus::register,
                management::register,
                new WebUi(settings.routePrefix())::register);
    }

    private TocsinContext tocsinContext(Identity identity, HttpServerSettings settings, MatcherParser matchers) {
        return new TocsinContext(
                identity,
                () -> status,
                notifier,
                new TocsinContext.Cluster(
                        () -> logOffset,
                        () -> status.members(),
                        slot -> slots.getOrDefault(slot, SlotState.initial(slot)),
                        claims,
                        deliveries,
                        agreement,
                        List.of(new Topics.Description("tocsin.rules", 1, "compact")),
                        () -> skipped),
                new TocsinContext.Rules(
                        () -> groups,
                        key -> groupProblems.getOrDefault(key, ""),
                        new OutgoingLabels(Labels.EMPTY, List.of()),
                        samples,
                        InMemoryRuleGroupLog.DEFAULTS,
                        new DryRun(
                                new Engine(EngineOptions.DEFAULTS),
                                samples,
                                new RuleEvaluationContext.Origin(Labels.EMPTY, EXTERNAL_URL),
                                System::nanoTime,
                                Duration.ofSeconds(10))),
                new TocsinContext.Config(() -> NOW, () -> ""),
                new RecordedEvents(
                        () -> history,
                        delivery -> Optional.ofNullable(deliveryDetails.get(delivery.id())),
                        new OutgoingLabels(Labels.EMPTY, List.of()),
                        HistorySettings.DEFAULTS),
                Optional.of(from -> CompletableFuture.completedFuture(List.copyOf(audited))),
                events,
                new TocsinContext.Testing(this::deliverTest, this::audit, this::nextId, System::nanoTime),
                matchers,
                false,
                EXTERNAL_URL.toString(),
                settings.responseTimeout(),
                settings.maxBodyBytes());
    }

    private CompletableFuture<DeliveryResult> deliverTest(
            Integration integration, Notification notification, Sender.DeliveryMetadata metadata, Duration timeout) {
        tested.add(notification);
        return CompletableFuture.completedFuture(testResult);
    }

    /** The registered routes. */
    public List<Endpoint> endpoints() {
        return Javalin.create(config -> apis.forEach(api -> api.accept(config.routes)))
                .unsafe
                .internalRouter
                .allHttpHandlers()
                .stream()
                .map(parsed -> parsed.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .toList();
    }

    public void configure(AlertingConfig config) {
        notifier.configure(config);
    }

    public void addAlert(Alert alert) {
        notifier.receive(List.of(alert));
        pendingAlerts.forEach(pending -> pending.offer(alert));
    }

    /** Completes with the next series of a name. */
    public CompletableFuture<TimeSeries> whenWritten(String name) {
        return pendingSeries.computeIfAbsent(name, any -> new CompletableFuture<>());
    }

    /** Completes with the next metadata of a metric. */
    public CompletableFuture<MetricMetadata> whenMetadata(String metric) {
        return pendingMetadata.computeIfAbsent(metric, any -> new CompletableFuture<>());
    }

    /** Completes with the next alert that meets a condition. */
    public CompletableFuture<Alert> whenAlertAdded(Predicate<Alert> condition) {
        var pending = new PendingAlert(condition, new CompletableFuture<>());
        pendingAlerts.add(pending);
        return pending.future();
    }

    private record PendingAlert(Predicate<Alert> condition, CompletableFuture<Alert> future) {
        void offer(Alert alert) {
            if (condition.test(alert)) {
                future.complete(alert);
            }
        }
    }

    public int alertCount() {
        return notifier.alerts().size();
    }

    public int port() {
        return server.port();
    }

    public int managementPort() {
        return server.managementPort();
    }

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    /** Sends a request without a body, and does not wait for the end of the answer: it may be a stream. */
    public int statusCode(String method, String path, String... headers) {
        try {
            var request = HttpRequest.newBuilder(URI.create(url() + path))
                    .timeout(Duration.ofSeconds(20))
                    .method(method, BodyPublishers.noBody());
            if (headers.length > 0) {
                request.headers(headers);
            }
            var answer = client.send(request.build(), BodyHandlers.ofInputStream());
            answer.body().close();
            return answer.statusCode();
        } catch (IOException e) {
            throw new AssertionError("%s %s".formatted(method, path), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public HttpResponse<String> postJson(String path, String json) {
        return send("POST", path, BodyPublishers.ofString(json), "Content-Type", "application/json");
    }

    public HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers) {
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
        events.close();
        server.close();
    }

    public static Members members(String... names) {
        return Members.of(List.of(names).stream()
                .map(name -> new Member(name, NOW, "http://" + name + ":9093", "1.2.3", false, NOW))
                .toList());
    }

    private String nextId() {
        return "00000000-0000-4000-8000-%012d".formatted(ids.incrementAndGet());
    }

    private CompletableFuture<Void> append(PostedAlert posted) {
        addAlert(posted.alert());
        return log.appendResult();
    }

    private CompletableFuture<?> append(List<EncodedSeries> encoded, MetadataAndExemplars additional) {
        additional.appendTo(samples, clock.millis());
        additional
                .metadata()
                .forEach(one -> Optional.ofNullable(pendingMetadata.get(one.metric()))
                        .ifPresent(future -> future.complete(one)));
        var batch = Codecs.SAMPLES
                .decode(SampleEncoder.record(encoded, "", SampleBatch.NO_TICK))
                .orThrow();
        written.addAll(batch.series());
        batch.series()
                .forEach(series -> Optional.ofNullable(
                                pendingSeries.get(series.labels().metricName()))
                        .ifPresent(future -> future.complete(series)));
        return log.appendResult();
    }

    /** Runs tasks at once on the thread of the caller, and delayed tasks never. */
    private final class ImmediateLoop implements Loop {
        @Override
        public Duration monotonic() {
            return Duration.between(NOW, clock.instant());
        }

        @Override
        public Alarm after(Duration delay, Runnable task) {
            return () -> {};
        }

        @Override
        public synchronized void execute(Runnable task) {
            task.run();
        }
    }
}
