package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import dev.tocsin.timing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whole alertmanager halves of three instances around one log, in virtual time. */
class NotifierTest {
    private static final int SEEDS = 200;
    private static final int GROUPS = 30;
    private static final Instant START = World.BEGINNING.plus(NotifierStory.WARM_UP);

    @Test
    void oneNotificationForOneAlertAndOneForItsEnd() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = new NotifierStory(seed);
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
        var story = new NotifierStory(1);
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
            var story = new NotifierStory(seed);
            story.everywhereWithin(200, alert("A", "db"));
            var victim = seed % 3;
            story.world.after(story.world.some(0, 1_900), () -> story.kill(victim));
            story.world.runFor(Duration.ofMinutes(1));
            assertThat(story.told).as("seed %d", seed).containsExactly("first notification: A firing");
        }
    }

    @Test
    void whoReturnsGivesBackWhatItHeldWhenItDied() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = NotifierStory.withoutLosses(seed);
            story.cutOff.addAll(List.of("tocsin-0", "tocsin-1", "tocsin-2"));
            story.everywhereWithin(200, alert("A", "db"));
            story.world.runFor(Duration.ofSeconds(4));
            var holder = Integer.parseInt(story.inVain.get(0).substring("tocsin-".length()));
            story.cutOff.clear();
            story.kill(holder);
            story.world.runFor(Duration.ofSeconds(1));
            assertThat(story.told).as("its claim lives, seed %d", seed).isEmpty();
            story.restart(holder);
            story.world.runFor(Duration.ofSeconds(2));
            assertThat(story.told)
                    .as("long before its lease is over, seed %d", seed)
                    .containsExactly("first notification: A firing");
        }
    }

    @Test
    void whoCanNotReachTheReceiverLetsTheOthersGoFirst() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = NotifierStory.withoutLosses(seed);
            story.cutOff.add("tocsin-0");
            for (var i = 0; i < GROUPS; i++) {
                story.everywhereWithin(200, alert("A", "old-" + i));
            }
            story.world.runFor(Duration.ofSeconds(20));
            assertThat(story.told).as("seed %d", seed).hasSize(GROUPS);
            var tried = story.inVain.size();
            assertThat(tried).as("it did not know, seed %d", seed).isPositive();
            for (var i = 0; i < GROUPS; i++) {
                story.everywhereWithin(200, alert("A", "new-" + i));
            }
            story.world.runFor(Duration.ofSeconds(4));
            assertThat(story.told).as("without delay, seed %d", seed).hasSize(2 * GROUPS);
            assertThat(story.inVain).as("not tried in vain, seed %d", seed).hasSize(tried);
        }
    }

    @Test
    void aRestartOfAllRepeatsNothing() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = new NotifierStory(seed);
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
            var story = new NotifierStory(seed);
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
        var story = new NotifierStory(3);
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
        var story = new NotifierStory(4);
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
}
