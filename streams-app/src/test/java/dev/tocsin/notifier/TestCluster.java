package dev.tocsin.notifier;

import dev.tocsin.alerts.Alert;
import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.config.alertmanager.TestConfigs;
import dev.tocsin.explain.Facts;
import dev.tocsin.explain.Facts.DeliveryFact;
import dev.tocsin.explain.Facts.GroupFact;
import dev.tocsin.history.DeliveryDetails;
import dev.tocsin.history.DeliveryEvent;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.LabelName;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notation.GoTime;
import dev.tocsin.notification.log.ClaimReleased;
import dev.tocsin.notification.log.ClusterRecord;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.Integration;
import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.silences.SilenceDraft;
import dev.tocsin.notification.silences.SilenceLimits;
import dev.tocsin.notification.silences.SilenceResult;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;

/**
 * Instances with one configuration, alerts that are posted to all of them, and one receiver for each integration that
 * records its notifications and their times. Time 0 is when all instances are up.
 */
public final class TestCluster implements Sender {
    private static final Duration WARM_UP = Duration.ofSeconds(5);

    final Simulation simulation = new Simulation(7);
    public final Telemetry telemetry = new Telemetry("test");
    private final SimulatedLog log = new SimulatedLog(simulation);
    private final Map<Integer, TestReceiver> receivers = new HashMap<>();
    private final Map<Fingerprint, PostedAlert> postedAlerts = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    /** Replaces the {@link TestReceiver}s, if present; takes no time. */
    public Optional<Sender> sender = Optional.empty();

    private AlertingConfig config;
    private int ids;

    private record Node(
            Simulation.ProcessLoop loop,
            Notifier notifier,
            SilenceService silenceService,
            SimulatedLog.Replica replica) {}

    /** The deliveries in the log, the newest first. */
    private final Deque<DeliveryFact> deliveries = new ArrayDeque<>();

    /** A notification that arrived at a receiver. */
    record ReceivedNotification(double at, List<String> alerts) {}

    /** A receiver: its notifications, and its answers. */
    static final class TestReceiver {
        final List<ReceivedNotification> received = new ArrayList<>();
        int attempts;
        DoublePredicate fails = at -> false;
        /** The answer where it fails. */
        DeliveryResult failure =
                new DeliveryResult.Retryable(DeliveryResult.Cause.SERVER_ERROR, "unexpected status code 500");

        Duration responseTime = Duration.ofMillis(2);
    }

    public TestCluster(int instances, String yaml) {
        this(instances, yaml, 0);
    }

    /** @param openAt time at which instances started at 0 begin to notify, in seconds */
    TestCluster(int instances, String yaml, double openAt) {
        log.loseNoAnswers();
        log.onAppend(this::appended);
        config = read(yaml);
        for (var i = 0; i < instances; i++) {
            nodes.add(start("tocsin-" + i));
        }
        if (openAt == 0) {
            nodes.forEach(one -> one.notifier().open());
            simulation.runFor(WARM_UP);
        } else {
            simulation.runFor(WARM_UP);
            at(openAt, () -> nodes.forEach(one -> one.notifier().open()));
        }
    }

    private static AlertingConfig read(String yaml) {
        return TestConfigs.read("am.yml", yaml);
    }

    private Node start(String name) {
        var loop = simulation.new ProcessLoop();
        var replica = log.replicaOf(loop);
        var notifier = new TestNotifierBuilder(simulation, name, () -> "id-" + ids++)
                .telemetry(nodes.isEmpty() ? telemetry : new Telemetry("test"))
                .jitter(() -> 0.5)
                .build(loop, replica, this);
        replica.listen(notifier::slotChanged);
        notifier.configure(config);
        var silenceService =
                new SilenceService(loop, replica, SilenceLimits.NONE, this::uuid, SilenceService.Supervision.NONE);
        return new Node(loop, notifier, silenceService, replica);
    }

    private void appended(ClusterRecord record) {
        if (record instanceof NflogEntry entry) {
            DeliveryEvent.of(entry, deliveries.size(), 0)
                    .ifPresent(event ->
                            deliveries.addFirst(new DeliveryFact(event, Optional.of(DeliveryDetails.of(entry)))));
        } else if (record instanceof ClaimReleased released) {
            DeliveryEvent.of(released, deliveries.size(), 0)
                    .ifPresent(event -> deliveries.addFirst(new DeliveryFact(event, DeliveryDetails.of(released))));
        }
    }

    /** The facts about an alert, as the first instance knows them now. */
    Facts facts(Labels labels) {
        var node = nodes.get(0);
        var groups = node.notifier().scheduledGroups();
        simulation.runFor(Duration.ofMillis(1));
        var now = node.replica().logTime();
        return new Facts(
                now,
                false,
                labels,
                List.of(),
                find(node, labels.fingerprint()),
                alert -> find(node, alert),
                node.notifier().config(),
                node.notifier().muters(),
                groups.join().stream()
                        .filter(one -> one.group().alerts().stream()
                                .anyMatch(alert -> alert.labels().equals(labels)))
                        .map(one ->
                                new GroupFact(one.group().route(), one.group().alerts(), one.nextFlush()))
                        .toList(),
                node.replica()::slot,
                List.copyOf(deliveries),
                Instant.EPOCH,
                node.replica().members());
    }

    private static Optional<Alert> find(Node node, Fingerprint alert) {
        return node.notifier().alerts().stream()
                .filter(known -> known.fingerprint().equals(alert))
                .findFirst();
    }

    TestReceiver receiver(int integration) {
        return receivers.computeIfAbsent(integration, index -> new TestReceiver());
    }

    void at(double seconds, Runnable task) {
        simulation.after(WARM_UP.plus(duration(seconds)).minus(simulation.elapsed()), task);
    }

    public void runUntil(double seconds) {
        simulation.runFor(WARM_UP.plus(duration(seconds)).minus(simulation.elapsed()));
    }

    void configure(double seconds, String yaml) {
        at(seconds, () -> {
            config = read(yaml);
            nodes.forEach(one -> one.notifier().configure(config));
        });
    }

    void removeConfiguration(double seconds) {
        at(seconds, () -> nodes.forEach(one -> one.notifier().removeConfiguration()));
    }

    /** Posts the alerts to every instance, as clients do. */
    public void post(double seconds, TestAlert... alerts) {
        at(seconds, () -> {
            for (var i = 0; i < nodes.size(); i++) {
                receiveEverywhere(List.of(alerts));
            }
        });
    }

    private void receiveEverywhere(List<TestAlert> alerts) {
        var reports = alerts.stream().map(this::report).toList();
        var known = PostedAlert.merge(reports, name -> Optional.ofNullable(postedAlerts.get(name)));
        known.forEach(one -> postedAlerts.put(one.alert().fingerprint(), one));
        var merged = known.stream().map(PostedAlert::alert).toList();
        for (var i = 0; i < nodes.size(); i++) {
            var one = nodes.get(i);
            one.loop().after(Duration.ofMillis(3L * i + 1), () -> one.notifier().receive(merged));
        }
    }

    private PostedAlert report(TestAlert alert) {
        return PostedAlert.of(
                alert.labels(),
                alert.annotations(),
                time(alert.from()),
                time(alert.until()),
                "",
                simulation.now(),
                config.resolveTimeout(),
                LabelName::isValid);
    }

    /** Completes when the instance has acknowledged the silence. */
    CompletableFuture<SilenceResult> silence(String matchers, double from, double until) {
        var conditions = MatcherParser.FALLBACK.parseList(matchers).stream()
                .map(matcher -> new SilenceDraft.MatcherDraft(matcher.name(), matcher.op(), matcher.value()))
                .toList();
        var draft = new SilenceDraft("", conditions, instant(from), instant(until), "me", "", Map.of());
        return nodes.get(nodes.size() - 1).silenceService().set(draft, SilenceServiceTest.ANN);
    }

    void expire(String id) {
        nodes.get(0).silenceService().expire(id, SilenceServiceTest.ANN);
    }

    @Override
    public CompletableFuture<DeliveryResult> deliver(
            Integration integration, Notification notification, DeliveryMetadata metadata, Duration timeout) {
        if (sender.isPresent()) {
            var outcome = sender.get().deliver(integration, notification, metadata, timeout);
            return CompletableFuture.completedFuture(outcome.join());
        }
        var sink = receiver(integration.index());
        var answer = new CompletableFuture<DeliveryResult>();
        var alerts = notification.alerts().stream()
                .map(alert -> describe(alert, notification.isResolved(alert)))
                .collect(Collectors.toList());
        sink.attempts++;
        if (sink.responseTime.compareTo(timeout) > 0) {
            simulation.after(timeout, () -> answer.complete(DeliveryResult.noResponse("no answer")));
            return answer;
        }
        simulation.after(sink.responseTime, () -> {
            if (sink.fails.test(seconds(simulation.now()))) {
                answer.complete(sink.failure);
            } else {
                sink.received.add(new ReceivedNotification(seconds(simulation.now()), alerts));
                answer.complete(new DeliveryResult.Delivered());
            }
        });
        return answer;
    }

    private String describe(Alert alert, boolean resolved) {
        var annotations = alert.annotations().isEmpty() ? "" : " " + alert.annotations();
        var others = alert.labels().drop(List.of("alertname"));
        return alert.labels().get("alertname") + (others.isEmpty() ? "" : others) + " from " + rounded(alert.startsAt())
                + (resolved ? " until " + rounded(alert.endsAt()) : "") + annotations;
    }

    private static String rounded(Instant instant) {
        return String.valueOf(Math.round(seconds(instant) * 10) / 10.0).replaceAll("\\.0$", "");
    }

    private static Instant time(double seconds) {
        return seconds == 0 ? GoTime.ZERO : instant(seconds);
    }

    private static Instant instant(double seconds) {
        return Simulation.START.plus(WARM_UP).plus(duration(seconds));
    }

    private static double seconds(Instant instant) {
        return Duration.between(Simulation.START.plus(WARM_UP), instant).toMillis() / 1e3;
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private String uuid() {
        return "00000000-0000-4000-8000-%012d".formatted(ids++);
    }

    /** An alert as a client posts it; times in seconds, 0 for none. */
    public record TestAlert(Map<String, String> labels, Map<String, String> annotations, double from, double until) {
        public static TestAlert alert(String name, String... labels) {
            var all = new HashMap<>(Labels.of(labels).asMap());
            all.put("alertname", name);
            return new TestAlert(all, Map.of(), 0, 0);
        }

        TestAlert from(double start) {
            return new TestAlert(labels, annotations, start, until);
        }

        TestAlert until(double end) {
            return new TestAlert(labels, annotations, from, end);
        }

        TestAlert annotated(String value) {
            return new TestAlert(labels, Map.of("ann", value), from, until);
        }
    }
}
