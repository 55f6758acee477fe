package dev.tocsin.notifier;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.log.ClusterRecord;
import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.Integration;
import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.notification.receivers.Receiver;
import dev.tocsin.notification.receivers.TestIntegrations;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.routing.GroupBy;
import dev.tocsin.notification.routing.RouteOptions;
import dev.tocsin.notification.routing.RoutingTree;
import dev.tocsin.notification.routing.TestRouting;
import dev.tocsin.notification.silences.Silence;
import dev.tocsin.timing.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Notifiers of three instances that share a log, and a receiver that records its notifications. */
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
    /** Instances that cannot reach the receiver. */
    final Set<String> cutOff = new HashSet<>();

    final List<String> failedAttempts = new ArrayList<>();
    boolean acknowledged;
    private int ids;

    NotifierFixture(long seed) {
        this(new Simulation(seed), log -> {});
    }

    /** A log whose broker loses no answers. */
    static NotifierFixture withReliableLog(long seed) {
        return new NotifierFixture(new Simulation(seed), SimulatedLog::loseNoAnswers);
    }

    private NotifierFixture(Simulation simulation, Consumer<SimulatedLog> setting) {
        this.simulation = simulation;
        log = new SimulatedLog(simulation);
        setting.accept(log);
        startAll();
        simulation.runFor(WARM_UP);
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
        var notifier = new TestNotifierBuilder(simulation, name, () -> "id-" + ids++).build(loop, replica, this);
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

    /** Starts the instance again, with the same id and its disk. */
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
            Integration integration, Notification notification, DeliveryMetadata metadata, Duration timeout) {
        var answer = new CompletableFuture<DeliveryResult>();
        if (cutOff.contains(metadata.instance())) {
            failedAttempts.add(metadata.instance());
            simulation.after(ANSWER_TIMEOUT, () -> answer.complete(DeliveryResult.noResponse("no answer")));
            return answer;
        }
        var alerts = new ArrayList<String>();
        notification
                .alerts()
                .forEach(alert -> alerts.add(
                        alert.labels().get("alertname") + (notification.isResolved(alert) ? " resolved" : " firing")));
        var text = notification.reason().text() + ": " + String.join(", ", alerts);
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
                new GroupBy.ByLabels(List.of("service")),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                Duration.ofHours(1));
        var tree = RoutingTree.of(TestRouting.node(options));
        return TestRouting.config(
                AlertingConfig.DEFAULT_RESOLVE_TIMEOUT,
                tree,
                List.of(new Receiver("team", List.of(TestIntegrations.webhook("http://example.org/hook")))),
                "");
    }
}
