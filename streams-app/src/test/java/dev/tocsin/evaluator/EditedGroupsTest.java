package dev.tocsin.evaluator;

import static dev.tocsin.evaluator.SchedulerFixture.alert;
import static dev.tocsin.evaluator.SchedulerFixture.forwardedBy;
import static dev.tocsin.evaluator.SchedulerFixture.group;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.rules.RuleGroup;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Edited, removed and added rule groups of three schedulers with shared topics, in virtual time. */
class EditedGroupsTest {
    private static final int SEEDS = 30;
    private static final RuleGroup LOAD = group("load", alert("Load", "load > 5"));

    @Test
    void editedAnnotationKeepsTheStateAndIsForwardedAtOnce() {
        var fixture = new SchedulerFixture(7, group("load", alert("Load", "load > 5", "", "old")))
                .set("load", 9)
                .run(30);
        fixture.put(group("load", alert("Load", "load > 5", "", "new")));
        fixture.run(1);
        assertThat(fixture.forwardedAlerts()).hasSize(2);
        assertThat(fixture.forwardedAlerts().get(1))
                .isEqualTo(fixture.forwardedAlerts().get(0).replace("old", "new"));
        assertThat(fixture.logged()).containsExactly("Load FIRING");
    }

    @Test
    void editedExpressionKeepsTheAlertThatStillHolds() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var fixture = new SchedulerFixture(seed, LOAD).set("load", 9).run(30);
            fixture.put(group("load", alert("Load", "load > 6")));
            fixture.run(150);
            assertThat(fixture.instances).as("seed %d", seed).allSatisfy(one -> {
                assertThat(one.lastAlerts).hasSize(1);
                assertThat(one.lastAlerts.values())
                        .allSatisfy(alert -> assertThat(alert.hasNoEnd()).isTrue());
                assertThat(Set.copyOf(forwardedBy(one))).hasSize(1);
            });
            assertThat(fixture.logged())
                    .as("the former uid is deleted")
                    .containsExactly("Load FIRING", "Load FIRING", "deleted");
            fixture.set("load", 1).run(30);
            assertThat(fixture.instances)
                    .allSatisfy(one -> assertThat(
                                    forwardedBy(one).get(forwardedBy(one).size() - 1))
                            .startsWith("Load fired since"));
        }
    }

    @Test
    void editedExpressionKeepsTheForTimer() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var fixture = new SchedulerFixture(seed, group("load", alert("Load", "load > 5", "1m", "")))
                    .set("load", 9)
                    .run(40);
            var since = fixture.alertStates.records().get(0).now().orElseThrow().tick();
            fixture.put(group("load", alert("Load", "load > 6", "1m", "")));
            fixture.run(40);
            var text = "Load fires since " + (SchedulerFixture.seconds(since) + 60);
            assertThat(fixture.instances)
                    .as("seed %d", seed)
                    .allSatisfy(one -> assertThat(forwardedBy(one)).containsExactly(text));
        }
    }

    @Test
    void expressionEditedWhileNoInstanceRanKeepsTheForTimer() {
        var fixture = new SchedulerFixture(8, group("load", alert("Load", "load > 5", "1m", "")))
                .set("load", 9)
                .run(40);
        var since = fixture.alertStates.records().get(0).now().orElseThrow().tick();
        fixture.killAll();
        fixture.put(group("load", alert("Load", "load > 6", "1m", "")));
        fixture.restartAll();
        fixture.run(150);
        assertThat(fixture.forwardedAlerts())
                .containsExactly("Load fires since " + (SchedulerFixture.seconds(since) + 60));
        assertThat(fixture.logged())
                .containsExactlyInAnyOrder("Load PENDING", "Load PENDING", "Load FIRING", "deleted");
    }

    @Test
    void editedExpressionResolvesTheAlertThatEnds() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var fixture = new SchedulerFixture(seed, LOAD).set("load", 9).run(30);
            fixture.put(group("load", alert("Load", "load > 10")));
            fixture.run(150);
            assertThat(fixture.instances)
                    .as("seed %d", seed)
                    .allSatisfy(one -> assertThat(forwardedBy(one))
                            .hasSize(2)
                            .satisfies(alerts -> assertThat(alerts.get(1)).startsWith("Load fired since")));
        }
    }

    @Test
    void removedGroupResolvesItsAlert() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var fixture = new SchedulerFixture(seed, LOAD).set("load", 9).run(30);
            fixture.remove(LOAD.key());
            fixture.run(5);
            assertThat(fixture.logged()).as("seed %d", seed).containsExactly("Load FIRING", "Load RESOLVED");
            assertThat(fixture.instances).allSatisfy(one -> {
                assertThat(one.scheduler.statuses()).isEmpty();
                assertThat(forwardedBy(one).get(1)).startsWith("Load fired since");
            });
        }
    }

    @Test
    void removedGroupResolvesAllItsAlerts() {
        var three = group("load", alert("A", "load > 5"), alert("B", "load > 6"), alert("C", "load > 7"));
        for (var seed = 0; seed < SEEDS; seed++) {
            var fixture = new SchedulerFixture(seed, three).set("load", 9).run(30);
            fixture.remove(three.key());
            fixture.run(5);
            assertThat(fixture.instances)
                    .as("seed %d", seed)
                    .allSatisfy(one ->
                            assertThat(one.lastAlerts.values()).hasSize(3).noneMatch(alert -> alert.hasNoEnd()));
        }
    }

    @Test
    void groupRemovedAndAddedAgainFires() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var fixture = new SchedulerFixture(seed, LOAD).set("load", 9).run(30);
            fixture.remove(LOAD.key());
            fixture.simulation.runFor(Duration.ofMillis(50));
            fixture.put(LOAD);
            fixture.run(30);
            assertThat(fixture.instances).as("seed %d", seed).allSatisfy(one -> {
                assertThat(one.lastAlerts.values())
                        .allSatisfy(alert -> assertThat(alert.hasNoEnd()).isTrue());
                assertThat(one.scheduler.statuses()).hasSize(1);
            });
        }
    }
}
