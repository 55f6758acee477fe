package dev.tocsin.notifier;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.receivers.Integration;
import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.notification.receivers.Outcome;
import dev.tocsin.notification.receivers.Receiver;
import dev.tocsin.notification.receivers.Webhook;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.routing.GroupBy;
import dev.tocsin.notification.routing.Options;
import dev.tocsin.notification.routing.RouteNode;
import dev.tocsin.notification.routing.RoutingTree;
import dev.tocsin.notification.silences.Silence;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.World;
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
final class NotifierStory implements Courier {
    static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    final World world;
    final SimulatedLog log;
    final Map<Integer, World.ProcessLoop> loops = new HashMap<>();
    final Map<Integer, SimulatedLog.Replica> replicas = new HashMap<>();
    final Map<Integer, Notifier> notifiers = new HashMap<>();
    final List<String> told = new ArrayList<>();
    final List<String> toldAfterAcknowledgement = new ArrayList<>();
    /** The names of those whose requests come to nothing. */
    final Set<String> cutOff = new HashSet<>();

    final List<String> inVain = new ArrayList<>();
    boolean acknowledged;
    private int ids;

    NotifierStory(long seed) {
        this(new World(seed), log -> {});
    }

    /** Every answer of the broker arrives. */
    static NotifierStory withoutLosses(long seed) {
        return new NotifierStory(new World(seed), SimulatedLog::loseNothing);
    }

    private NotifierStory(World world, Consumer<SimulatedLog> setting) {
        this.world = world;
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
        var loop = world.new ProcessLoop();
        var replica = log.replicaOf(loop);
        replica.catchUp();
        var heartbeat = Duration.ofSeconds(2);
        var self = new Member(name, world.now(), "", "", false, Instant.MIN);
        var rules = new ClaimRules(Duration.ofSeconds(10), Duration.ofMillis(250), 3, Duration.ofSeconds(6));
        var isolation = new Isolation(Isolation.Policy.NOTIFY, Duration.ofSeconds(30), heartbeat);
        var notifier = new Notifier(
                self,
                heartbeat,
                rules,
                isolation,
                new Notifier.Surroundings(
                        loop,
                        replica,
                        this,
                        new Telemetry("test"),
                        () -> "id-" + ids++,
                        "http://tocsin",
                        Duration.ofHours(120),
                        world.random::nextDouble));
        replica.listen(notifier::changed);
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

    void everywhereWithin(int millis, Alert alert) {
        for (var i = 0; i < 3; i++) {
            var notifier = notifiers.get(i);
            loops.get(i).after(world.some(0, millis), () -> notifier.receive(List.of(alert)));
        }
    }

    void silenceEverything() {
        var silence = new Silence(
                "11111111-1111-4111-8111-111111111111",
                List.of(Matcher.alerting("alertname", Matcher.Op.REGEX, ".+")),
                world.now(),
                world.now().plus(Duration.ofHours(1)),
                world.now(),
                "me",
                "",
                Map.of());
        loops.get(0).whenDone(replicas.get(0).append(silence), (done, error) -> acknowledged = error == null);
    }

    @Override
    public CompletableFuture<Outcome> deliver(
            Integration integration, Notification notification, Envelope envelope, Duration longest) {
        var answer = new CompletableFuture<Outcome>();
        if (cutOff.contains(envelope.instance())) {
            inVain.add(envelope.instance());
            world.after(PATIENCE, () -> answer.complete(Outcome.ofNoAnswer("no answer")));
            return answer;
        }
        var words = new ArrayList<String>();
        notification
                .alerts()
                .forEach(alert -> words.add(alert.name() + (notification.isResolved(alert) ? " resolved" : " firing")));
        var text = notification.reason().text() + ": " + String.join(", ", words);
        told.add(text);
        if (acknowledged) {
            toldAfterAcknowledgement.add(text);
        }
        world.after(world.some(1, 100), () -> answer.complete(new Outcome.Delivered()));
        return answer;
    }

    private static AlertingConfig config() {
        var options = new Options(
                "team",
                GroupBy.parse(List.of("service")),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                Duration.ofHours(1));
        var tree = RoutingTree.of(RouteNode.of(options));
        return new AlertingConfig(
                AlertingConfig.DEFAULT_RESOLVE_TIMEOUT,
                tree,
                List.of(new Receiver("team", List.of(Webhook.to("http://example.org/hook")))),
                "");
    }
}
