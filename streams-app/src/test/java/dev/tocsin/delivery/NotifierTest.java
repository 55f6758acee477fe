package dev.tocsin.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.claims.Member;
import dev.tocsin.notification.configuration.AlertingConfig;
import dev.tocsin.notification.receivers.Integration;
import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.notification.receivers.Outcome;
import dev.tocsin.notification.receivers.Receiver;
import dev.tocsin.notification.receivers.Webhook;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Whole alertmanager halves of three instances around one log, in virtual time. */
class NotifierTest {
    private static final int SEEDS = 200;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Instant START = World.BEGINNING.plus(WARM_UP);

    @Test
    void oneNotificationForOneAlertAndOneForItsEnd() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = new Cluster(seed);
            story.everywhereWithin(200, alert("A", "db"));
            story.world.runFor(Duration.ofMinutes(1));
            assertThat(story.told).as("seed %d", seed).containsExactly("first notification: A firing");
            story.everywhereWithin(200, resolved("A", "db", story.world.now()));
            story.world.runFor(Duration.ofMinutes(1));
            assertThat(story.told)
                    .as("seed %d", seed)
                    .containsExactly("first notification: A firing", "all alerts resolved: A resolved");
        }
    }

    @Test
    void fiftyNotificationsForFiftyGroups() {
        var story = new Cluster(1);
        for (var i = 0; i < 200; i++) {
            story.everywhereWithin(3_000, alert("A" + i, "service-" + i % 50));
        }
        story.world.runFor(Duration.ofSeconds(8));
        assertThat(story.told).hasSize(50);
        assertThat(story.told).allSatisfy(told -> assertThat(told).startsWith("first notification"));
    }

    @Test
    void whoeverWouldHaveSentMayDie() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = new Cluster(seed);
            story.everywhereWithin(200, alert("A", "db"));
            var victim = seed % 3;
            story.world.after(story.world.some(0, 1_900), () -> story.kill(victim));
            story.world.runFor(Duration.ofMinutes(1));
            assertThat(story.told).as("seed %d", seed).containsExactly("first notification: A firing");
        }
    }

    @Test
    void aRestartOfAllRepeatsNothing() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = new Cluster(seed);
            story.everywhereWithin(200, alert("A", "db"));
            story.world.runFor(Duration.ofSeconds(30));
            for (var i = 0; i < 3; i++) {
                story.kill(i);
            }
            story.startAll();
            story.everywhereWithin(2_000, alert("A", "db"));
            story.world.runFor(Duration.ofMinutes(10));
            assertThat(story.told).as("seed %d", seed).containsExactly("first notification: A firing");
        }
    }

    @Test
    void aSilenceThatIsInTheLogBeforeTheFlushIsHonoured() {
        var acknowledged = 0;
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = new Cluster(seed);
            story.everywhereWithin(0, alert("A", "db"));
            // The group waits 2 s; the silence is made on one instance while it does, and the flush follows at once.
            story.world.after(Duration.ofMillis(1_900), story::silenceEverything);
            story.world.runFor(Duration.ofMinutes(2));
            assertThat(story.toldAfterAcknowledgement).as("seed %d", seed).isEmpty();
            acknowledged += story.acknowledged ? 1 : 0;
        }
        assertThat(acknowledged).as("acknowledgements that came; some are lost").isGreaterThan(SEEDS * 9 / 10);
    }

    @Test
    void anAlertThatJoinsWaitsForTheInterval() {
        var story = new Cluster(3);
        story.everywhereWithin(200, alert("A", "db"));
        story.world.runFor(Duration.ofSeconds(10));
        story.everywhereWithin(200, alert("B", "db"));
        story.world.runFor(Duration.ofSeconds(15));
        assertThat(story.told).containsExactly("first notification: A firing");
        story.world.runFor(Duration.ofSeconds(15));
        assertThat(story.told).containsExactly("first notification: A firing", "new alerts added: A firing, B firing");
    }

    @Test
    void itIsRepeatedOnceAnIntervalAndByOne() {
        var story = new Cluster(4);
        story.everywhereWithin(200, alert("A", "db"));
        story.world.runFor(Duration.ofHours(2).plusMinutes(5));
        assertThat(story.told)
                .containsExactly(
                        "first notification: A firing",
                        "repeat interval elapsed: A firing",
                        "repeat interval elapsed: A firing");
    }

    private static Alert alert(String name, String service) {
        return new Alert(Labels.of("alertname", name, "service", service), Map.of(), START, Alert.OPEN, "", START);
    }

    private static Alert resolved(String name, String service, Instant at) {
        return new Alert(Labels.of("alertname", name, "service", service), Map.of(), START, at, "", at);
    }

    /** Three instances, one receiver who remembers what he was told. */
    private static final class Cluster implements Courier {
        final World world;
        final SimulatedLog log;
        final List<World.ProcessLoop> loops = new ArrayList<>();
        final List<SimulatedLog.Replica> replicas = new ArrayList<>();
        final List<Notifier> notifiers = new ArrayList<>();
        final List<String> told = new ArrayList<>();
        final List<String> toldAfterAcknowledgement = new ArrayList<>();
        boolean acknowledged;
        private int ids;

        Cluster(long seed) {
            world = new World(seed);
            log = new SimulatedLog(world);
            startAll();
            world.runFor(WARM_UP);
        }

        void startAll() {
            loops.clear();
            replicas.clear();
            notifiers.clear();
            for (var i = 0; i < 3; i++) {
                start("tocsin-" + i);
            }
        }

        private void start(String name) {
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
            loops.add(loop);
            replicas.add(replica);
            notifiers.add(notifier);
        }

        void kill(int instance) {
            loops.get(instance).kill();
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
            var words = new ArrayList<String>();
            notification
                    .alerts()
                    .forEach(alert ->
                            words.add(alert.name() + (notification.isResolved(alert) ? " resolved" : " firing")));
            var text = notification.reason().text() + ": " + String.join(", ", words);
            told.add(text);
            if (acknowledged) {
                toldAfterAcknowledgement.add(text);
            }
            var answer = new CompletableFuture<Outcome>();
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
}
