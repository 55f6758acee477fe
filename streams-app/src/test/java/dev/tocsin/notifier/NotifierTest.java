package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import dev.tocsin.timing.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whole alertmanager halves of three instances around one log, in virtual time. */
class NotifierTest {
    private static final int SEEDS = 200;
    private static final int GROUPS = 30;
    private static final Instant START = Simulation.START.plus(NotifierFixture.WARM_UP);

    @Test
    void oneNotificationForOneAlertAndOneForItsEnd() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = new NotifierFixture(seed);
            story.receiveEverywhereWithin(200, alert("A", "db"));
            story.simulation.runFor(Duration.ofMinutes(1));
            assertThat(story.notified).as("seed %d", seed).containsExactly("first notification: A firing");
            story.receiveEverywhereWithin(200, resolved("A", "db", story.simulation.now()));
            story.simulation.runFor(Duration.ofMinutes(1));
            assertThat(story.notified)
                    .as("seed %d", seed)
                    .containsExactly("first notification: A firing", "all alerts resolved: A resolved");
        }
    }

    @Test
    void fiftyNotificationsForFiftyGroups() {
        var story = new NotifierFixture(1);
        for (var i = 0; i < 200; i++) {
            story.receiveEverywhereWithin(3_000, alert("A" + i, "service-" + i % 50));
        }
        story.simulation.runFor(Duration.ofSeconds(8));
        assertThat(story.notified).hasSize(50);
        assertThat(story.notified).allSatisfy(told -> assertThat(told).startsWith("first notification"));
    }

    @Test
    void whoeverWouldHaveSentMayDie() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = new NotifierFixture(seed);
            story.receiveEverywhereWithin(200, alert("A", "db"));
            var victim = seed % 3;
            story.simulation.after(story.simulation.randomMillis(0, 1_900), () -> story.kill(victim));
            story.simulation.runFor(Duration.ofMinutes(1));
            assertThat(story.notified).as("seed %d", seed).containsExactly("first notification: A firing");
        }
    }

    @Test
    void whoReturnsGivesBackWhatItHeldWhenItDied() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = NotifierFixture.withReliableLog(seed);
            story.cutOff.addAll(List.of("tocsin-0", "tocsin-1", "tocsin-2"));
            story.receiveEverywhereWithin(200, alert("A", "db"));
            story.simulation.runFor(Duration.ofSeconds(4));
            var holder = Integer.parseInt(story.failedAttempts.get(0).substring("tocsin-".length()));
            story.cutOff.clear();
            story.kill(holder);
            story.simulation.runFor(Duration.ofSeconds(1));
            assertThat(story.notified).as("its claim lives, seed %d", seed).isEmpty();
            story.restart(holder);
            story.simulation.runFor(Duration.ofSeconds(2));
            assertThat(story.notified)
                    .as("long before its lease is over, seed %d", seed)
                    .containsExactly("first notification: A firing");
        }
    }

    @Test
    void whoCanNotReachTheReceiverLetsTheOthersGoFirst() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = NotifierFixture.withReliableLog(seed);
            story.cutOff.add("tocsin-0");
            for (var i = 0; i < GROUPS; i++) {
                story.receiveEverywhereWithin(200, alert("A", "old-" + i));
            }
            story.simulation.runFor(Duration.ofSeconds(20));
            assertThat(story.notified).as("seed %d", seed).hasSize(GROUPS);
            var tried = story.failedAttempts.size();
            assertThat(tried).as("it did not know, seed %d", seed).isPositive();
            for (var i = 0; i < GROUPS; i++) {
                story.receiveEverywhereWithin(200, alert("A", "new-" + i));
            }
            story.simulation.runFor(Duration.ofSeconds(4));
            assertThat(story.notified).as("without delay, seed %d", seed).hasSize(2 * GROUPS);
            assertThat(story.failedAttempts)
                    .as("not tried in vain, seed %d", seed)
                    .hasSize(tried);
        }
    }

    @Test
    void aRestartOfAllRepeatsNothing() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = new NotifierFixture(seed);
            story.receiveEverywhereWithin(200, alert("A", "db"));
            story.simulation.runFor(Duration.ofSeconds(30));
            for (var i = 0; i < 3; i++) {
                story.kill(i);
            }
            story.startAll();
            story.receiveEverywhereWithin(2_000, alert("A", "db"));
            story.simulation.runFor(Duration.ofMinutes(10));
            assertThat(story.notified).as("seed %d", seed).containsExactly("first notification: A firing");
        }
    }

    @Test
    void aSilenceThatIsInTheLogBeforeTheFlushIsHonoured() {
        var acknowledged = 0;
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = new NotifierFixture(seed);
            story.receiveEverywhereWithin(0, alert("A", "db"));
            // The group waits 2 s; the silence is made on one instance while it does, and the flush follows at once.
            story.simulation.after(Duration.ofMillis(1_900), story::silenceEverything);
            story.simulation.runFor(Duration.ofMinutes(2));
            assertThat(story.notifiedAfterAcknowledgement).as("seed %d", seed).isEmpty();
            acknowledged += story.acknowledged ? 1 : 0;
        }
        assertThat(acknowledged).as("acknowledgements that came; some are lost").isGreaterThan(SEEDS * 9 / 10);
    }

    @Test
    void anAlertThatJoinsWaitsForTheInterval() {
        var story = new NotifierFixture(3);
        story.receiveEverywhereWithin(200, alert("A", "db"));
        story.simulation.runFor(Duration.ofSeconds(10));
        story.receiveEverywhereWithin(200, alert("B", "db"));
        story.simulation.runFor(Duration.ofSeconds(15));
        assertThat(story.notified).containsExactly("first notification: A firing");
        story.simulation.runFor(Duration.ofSeconds(15));
        assertThat(story.notified)
                .containsExactly("first notification: A firing", "new alerts added: A firing, B firing");
    }

    @Test
    void itIsRepeatedOnceAnIntervalAndByOne() {
        var story = new NotifierFixture(4);
        story.receiveEverywhereWithin(200, alert("A", "db"));
        story.simulation.runFor(Duration.ofHours(2).plusMinutes(5));
        assertThat(story.notified)
                .containsExactly(
                        "first notification: A firing",
                        "repeat interval elapsed: A firing",
                        "repeat interval elapsed: A firing");
    }

    private static Alert alert(String name, String service) {
        return new Alert(Labels.of("alertname", name, "service", service), Map.of(), START, Alert.NO_END, "", START);
    }

    private static Alert resolved(String name, String service, Instant at) {
        return new Alert(Labels.of("alertname", name, "service", service), Map.of(), START, at, "", at);
    }
}
