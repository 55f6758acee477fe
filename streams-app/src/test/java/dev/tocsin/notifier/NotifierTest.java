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

/** Notifiers of three instances that share a log, in virtual time. */
class NotifierTest {
    private static final int SEEDS = 200;
    private static final int GROUPS = 30;
    private static final Instant START = Simulation.START.plus(NotifierFixture.WARM_UP);

    @Test
    void alertIsNotifiedOnceAsFiringAndOnceAsResolved() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var fixture = new NotifierFixture(seed);
            fixture.receiveEverywhereWithin(200, alert("A", "db"));
            fixture.simulation.runFor(Duration.ofMinutes(1));
            assertThat(fixture.notified).as("seed %d", seed).containsExactly("first notification: A firing");
            fixture.receiveEverywhereWithin(200, resolved("A", "db", fixture.simulation.now()));
            fixture.simulation.runFor(Duration.ofMinutes(1));
            assertThat(fixture.notified)
                    .as("seed %d", seed)
                    .containsExactly("first notification: A firing", "all alerts resolved: A resolved");
        }
    }

    @Test
    void eachOfFiftyGroupsIsNotifiedOnce() {
        var fixture = new NotifierFixture(1);
        for (var i = 0; i < 200; i++) {
            fixture.receiveEverywhereWithin(3_000, alert("A" + i, "service-" + i % 50));
        }
        fixture.simulation.runFor(Duration.ofSeconds(8));
        assertThat(fixture.notified).hasSize(50);
        assertThat(fixture.notified).allSatisfy(text -> assertThat(text).startsWith("first notification"));
    }

    @Test
    void crashOfPreferredInstanceLosesAndDuplicatesNothing() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var fixture = new NotifierFixture(seed);
            fixture.receiveEverywhereWithin(200, alert("A", "db"));
            var victim = seed % 3;
            fixture.simulation.after(fixture.simulation.randomMillis(0, 1_900), () -> fixture.kill(victim));
            fixture.simulation.runFor(Duration.ofMinutes(1));
            assertThat(fixture.notified).as("seed %d", seed).containsExactly("first notification: A firing");
        }
    }

    @Test
    void restartedInstanceReleasesClaimsOfItsFormerProcess() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var fixture = NotifierFixture.withReliableLog(seed);
            fixture.cutOff.addAll(List.of("tocsin-0", "tocsin-1", "tocsin-2"));
            fixture.receiveEverywhereWithin(200, alert("A", "db"));
            fixture.simulation.runFor(Duration.ofSeconds(4));
            var holder = Integer.parseInt(fixture.failedAttempts.get(0).substring("tocsin-".length()));
            fixture.cutOff.clear();
            fixture.kill(holder);
            fixture.simulation.runFor(Duration.ofSeconds(1));
            assertThat(fixture.notified).as("its claim is live, seed %d", seed).isEmpty();
            fixture.restart(holder);
            fixture.simulation.runFor(Duration.ofSeconds(2));
            assertThat(fixture.notified)
                    .as("long before its lease ends, seed %d", seed)
                    .containsExactly("first notification: A firing");
        }
    }

    @Test
    void instanceThatCannotReachReceiverGivesHeadStart() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var fixture = NotifierFixture.withReliableLog(seed);
            fixture.cutOff.add("tocsin-0");
            for (var i = 0; i < GROUPS; i++) {
                fixture.receiveEverywhereWithin(200, alert("A", "old-" + i));
            }
            fixture.simulation.runFor(Duration.ofSeconds(20));
            assertThat(fixture.notified).as("seed %d", seed).hasSize(GROUPS);
            var failedBefore = fixture.failedAttempts.size();
            assertThat(failedBefore)
                    .as("failed attempts before it is marked unhealthy, seed %d", seed)
                    .isPositive();
            for (var i = 0; i < GROUPS; i++) {
                fixture.receiveEverywhereWithin(200, alert("A", "new-" + i));
            }
            fixture.simulation.runFor(Duration.ofSeconds(4));
            assertThat(fixture.notified).as("without delay, seed %d", seed).hasSize(2 * GROUPS);
            assertThat(fixture.failedAttempts)
                    .as("no further failed attempts, seed %d", seed)
                    .hasSize(failedBefore);
        }
    }

    @Test
    void restartOfAllInstancesRepeatsNothing() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var fixture = new NotifierFixture(seed);
            fixture.receiveEverywhereWithin(200, alert("A", "db"));
            fixture.simulation.runFor(Duration.ofSeconds(30));
            for (var i = 0; i < 3; i++) {
                fixture.kill(i);
            }
            fixture.startAll();
            fixture.receiveEverywhereWithin(2_000, alert("A", "db"));
            fixture.simulation.runFor(Duration.ofMinutes(10));
            assertThat(fixture.notified).as("seed %d", seed).containsExactly("first notification: A firing");
        }
    }

    @Test
    void acknowledgedSilenceIsHonoured() {
        var acknowledged = 0;
        for (var seed = 0; seed < SEEDS; seed++) {
            var fixture = new NotifierFixture(seed);
            fixture.receiveEverywhereWithin(0, alert("A", "db"));
            // The group_wait is 2 s; one instance creates the silence just before the flush.
            fixture.simulation.after(Duration.ofMillis(1_900), fixture::silenceEverything);
            fixture.simulation.runFor(Duration.ofMinutes(2));
            assertThat(fixture.notifiedAfterAcknowledgement).as("seed %d", seed).isEmpty();
            acknowledged += fixture.acknowledged ? 1 : 0;
        }
        assertThat(acknowledged)
                .as("acknowledged silences; some acknowledgements are lost")
                .isGreaterThan(SEEDS * 9 / 10);
    }

    @Test
    void alertThatJoinsGroupWaitsForGroupInterval() {
        var fixture = new NotifierFixture(3);
        fixture.receiveEverywhereWithin(200, alert("A", "db"));
        fixture.simulation.runFor(Duration.ofSeconds(10));
        fixture.receiveEverywhereWithin(200, alert("B", "db"));
        fixture.simulation.runFor(Duration.ofSeconds(15));
        assertThat(fixture.notified).containsExactly("first notification: A firing");
        fixture.simulation.runFor(Duration.ofSeconds(15));
        assertThat(fixture.notified)
                .containsExactly("first notification: A firing", "new alerts added: A firing, B firing");
    }

    @Test
    void notificationIsRepeatedOncePerRepeatInterval() {
        var fixture = new NotifierFixture(4);
        fixture.receiveEverywhereWithin(200, alert("A", "db"));
        fixture.simulation.runFor(Duration.ofHours(2).plusMinutes(5));
        assertThat(fixture.notified)
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
