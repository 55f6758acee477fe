package dev.tocsin.notifier;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.log.ClusterRecord;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.Integration;
import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.notification.receivers.Receiver;
import dev.tocsin.notification.receivers.TestIntegrations;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.routing.GroupBy;
import dev.tocsin.notification.routing.RouteNode;
import dev.tocsin.notification.routing.RouteOptions;
import dev.tocsin.notification.routing.RoutingTree;
import dev.tocsin.notification.silences.Silence;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Whole alertmanager halves of three instances around one log, and one receiver who remembers what he was told. */
final class NotifierFixture implements Sender {
    static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(8);

    final Simulation simulation;
    final SimulatedLog log;
    final Map<Integer, Simulation.ProcessLoop> loops = new HashMap<>();
    final Map<Integer, SimulatedLog.Replica> replicas = new HashMap<>();
    final Map<Integer, Notifier> notifiers = new HashMap<>();
    final List<String> notified = new ArrayList<>();
    final List<String> notifiedAfterAcknowledgement = new ArrayList<>();
    /** The names of those whose requests come to nothing. */
    final Set<String> cutOff = new HashSet<>();

    final List<String> failedAttempts = new ArrayList<>();
    boolean acknowledged;
    private int ids;

    NotifierFixture(long seed) {
        this(new Simulation(seed), log -> {});
    }

    /** Every answer of the broker arrives. */
    static NotifierFixture withReliableLog(long seed) {
        return new NotifierFixture(new Simulation(seed), SimulatedLog::loseNoAnswers);
    }

    private NotifierFixture(Simulation world, Consumer<SimulatedLog> setting) {
        this.simulation = world;
        log = new SimulatedLog(world);
        setting.accept(log);
        startAll();
        world.runFor(WARM_UP);
    }

    void startAll() {
        for (var i = 0; i < 3; i++) {
            start(i);
        }
    }

    private void start(int instance) {
        var name = "tocsin-" + instance;
        var loop = simulation.new ProcessLoop();
        var replica = log.replicaOf(loop);
        replica.catchUp();
        var heartbeat = Duration.ofSeconds(2);
        var self = new Member(name, simulation.now(), "", "", false, Instant.MIN);
        var rules = new ClaimSettings(Duration.ofSeconds(10), Duration.ofMillis(250), 3, Duration.ofSeconds(6));
        var isolation =
                new Isolation(new Isolation.Settings(Isolation.Policy.NOTIFY, Duration.ofSeconds(30)), heartbeat);
        var notifier = new Notifier(
                self,
                heartbeat,
                rules,
                isolation,
                new Notifier.Dependencies(
                        loop,
                        replica,
                        this,
                        new Telemetry("test"),
                        () -> "id-" + ids++,
                        "http://tocsin",
                        Duration.ofHours(120),
                        simulation.random::nextDouble));
        replica.listen(notifier::slotChanged);
        notifier.configure(config());
        notifier.open();
        loops.put(instance, loop);
        replicas.put(instance, replica);
        notifiers.put(instance, notifier);
    }

    void kill(int instance) {
        loops.get(instance).kill();
    }

    /** It comes back on its disk, by the same name. */
    void restart(int instance) {
        start(instance);
    }

    void receiveEverywhereWithin(int millis, Alert alert) {
        for (var i = 0; i < 3; i++) {
            var notifier = notifiers.get(i);
            loops.get(i).after(simulation.randomMillis(0, millis), () -> notifier.receive(List.of(alert)));
        }
    }

    void silenceEverything() {
        var silence = new Silence(
                "11111111-1111-4111-8111-111111111111",
                List.of(Matcher.alerting("alertname", Matcher.Op.REGEX, ".+")),
                simulation.now(),
                simulation.now().plus(Duration.ofHours(1)),
                simulation.now(),
                "me",
                "",
                Map.of());
        loops.get(0)
                .whenDone(
                        replicas.get(0).append(new ClusterRecord.SilenceChange(silence)),
                        (done, error) -> acknowledged = error == null);
    }

    @Override
    public CompletableFuture<DeliveryResult> deliver(
            Integration integration, Notification notification, DeliveryMetadata envelope, Duration longest) {
        var answer = new CompletableFuture<DeliveryResult>();
        if (cutOff.contains(envelope.instance())) {
            failedAttempts.add(envelope.instance());
            simulation.after(ANSWER_TIMEOUT, () -> answer.complete(DeliveryResult.noResponse("no answer")));
            return answer;
        }
        var words = new ArrayList<String>();
        notification
                .alerts()
                .forEach(alert -> words.add(alert.name() + (notification.isResolved(alert) ? " resolved" : " firing")));
        var text = notification.reason().text() + ": " + String.join(", ", words);
        notified.add(text);
        if (acknowledged) {
            notifiedAfterAcknowledgement.add(text);
        }
        simulation.after(simulation.randomMillis(1, 100), () -> answer.complete(new DeliveryResult.Delivered()));
        return answer;
    }

    private static AlertingConfig config() {
        var options = new RouteOptions(
                "team",
                GroupBy.parse(List.of("service")),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                Duration.ofHours(1));
        var tree = RoutingTree.of(RouteNode.of(options));
        return new AlertingConfig(
                AlertingConfig.DEFAULT_RESOLVE_TIMEOUT,
                tree,
                List.of(new Receiver("team", List.of(TestIntegrations.webhook("http://example.org/hook")))),
                "");
    }
}
