package dev.tocsin.evaluator;

import static dev.tocsin.evaluator.SchedulerFixture.alert;
import static dev.tocsin.evaluator.SchedulerFixture.forwardedBy;
import static dev.tocsin.evaluator.SchedulerFixture.group;
import static dev.tocsin.evaluator.SchedulerFixture.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.timing.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole evaluating halves of three instances around one ledger, in virtual time. */
class SchedulerTest {
    private static final int SEEDS = 30;
    private static final RuleGroup LOAD = group("load", alert("Load", "load > 5"));

    @Test
    void theSameTickAndTheSameBeginningOnEveryInstance() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = new SchedulerFixture(seed, LOAD).set("load", 1).run(30);
            assertThat(story.forwardedAlerts()).as("seed %d", seed).isEmpty();
            story.set("load", 9).run(30).set("load", 1).run(30);
            assertThat(story.forwardedAlerts()).as("seed %d", seed).hasSize(2);
            assertThat(story.forwardedAlerts().get(0)).startsWith("Load fires since ");
            assertThat(story.forwardedAlerts().get(1)).startsWith("Load fired since ");
            assertThat(story.logged()).as("written once").containsExactly("Load FIRING", "Load RESOLVED");
        }
    }

    @Test
    void aForTimerSurvivesARestartOfAllWithNothingOnTheirDisks() {
        var story = new SchedulerFixture(1, group("load", alert("Load", "load > 5", "1m", "")))
                .set("load", 9)
                .run(50);
        var since = story.alertStates.records().get(0).now().orElseThrow().tick();
        story.restartAll();
        story.run(30);
        assertThat(story.logged()).containsExactly("Load PENDING", "Load FIRING");
        assertThat(story.forwardedAlerts())
                .containsExactly("Load fires since " + (SchedulerFixture.seconds(since) + 60));
    }

    @Test
    void aRestartedInstanceTellsWhatIsKnownBeforeItNotifiesAndEvaluates() {
        var cpu = group("cpu", alert("Cpu", "cpu > 5"));
        var story =
                new SchedulerFixture(2, LOAD, cpu).set("load", 9).set("cpu", 9).run(30);
        story.killAll();
        story.set("cpu", 1).run(20);
        story.restartAll();
        story.run(30);
        for (var instance : story.instances) {
            assertThat(instance.forwardedAlerts.get(2))
                    .as("both are known before it opens")
                    .isEqualTo("open");
            assertThat(instance.forwardedAlerts.subList(0, 2))
                    .allSatisfy(told -> assertThat(told).contains("fires since"));
            assertThat(instance.forwardedAlerts.subList(3, instance.forwardedAlerts.size()))
                    .as("only what is over is news")
                    .hasSize(1)
                    .allSatisfy(told -> assertThat(told).startsWith("Cpu fired since"));
        }
    }

    @Test
    void whoSleptTakesOverWhatTheOthersFoundAndTellsNothingElse() {
        for (var seed = 0; seed < SEEDS; seed++) {
            for (var sleeper = 0; sleeper < 3; sleeper++) {
                var story = new SchedulerFixture(seed, group("load", alert("Load", "load > 5", "20s", "")))
                        .set("load", 9)
                        .run(15);
                var late = story.instances.get(sleeper);
                late.loop.pause(Duration.ofSeconds(45));
                // It sleeps through the end of one stretch and the beginning of another.
                story.set("load", 1).run(25).set("load", 9).run(45);
                story.prefer((sleeper + 1) % 3);
                story.run(20);
                assertThat(forwardedBy(late))
                        .as("seed %d, sleeper %d", seed, sleeper)
                        .isEqualTo(forwardedBy(story.instances.get((sleeper + 1) % 3)))
                        .hasSize(1);
            }
        }
    }

    @Test
    void whoReadsSamplesLateEvaluatesLateAndNotWrongly() {
        var story = new SchedulerFixture(3, LOAD).set("load", 9).run(30);
        var late = story.instances.get(0);
        late.samples.stall(true);
        story.run(600);
        assertThat(story.forwardedAlerts())
                .as("its samples are older than the lookback, and nothing is over")
                .hasSize(1);
        late.samples.stall(false);
        story.run(30);
        assertThat(story.forwardedAlerts()).hasSize(1);
        assertThat(late.telemetry.scrape())
                .containsPattern("iterations_missed_total\\{rule_group=\"test/load\"} (5[789]|60)");
    }

    @Test
    void missedTicksAreCountedAndTheNewestIsEvaluated() {
        var story = new SchedulerFixture(4, LOAD).set("load", 1).run(30);
        var late = story.instances.get(1);
        late.loop.pause(Duration.ofSeconds(45));
        story.run(60);
        assertThat(late.telemetry.scrape())
                .containsPattern("iterations_missed_total\\{rule_group=\"test/load\"} [34]\\.0");
        var ticks = story.instances.stream()
                .map(one -> one.scheduler.statuses().get(0).lastTick())
                .distinct();
        assertThat(ticks).hasSize(1);
    }

    @Test
    void alertsOfRulesThatWereRemovedWhileAllWereDownComeToTheirEnd() {
        var story = new SchedulerFixture(5, LOAD).set("load", 9).run(30);
        story.killAll();
        story.remove(LOAD.key());
        story.restartAll();
        story.run(150);
        assertThat(story.logged()).containsExactly("Load FIRING", "Load RESOLVED");
        assertThat(story.instances)
                .allSatisfy(one -> assertThat(forwardedBy(one))
                        .hasSize(1)
                        .allSatisfy(told -> assertThat(told).startsWith("Load fired since")));
        story.run(1_200);
        assertThat(story.logged()).as("and are forgotten").containsOnlyOnce("forgotten");
    }

    @Test
    void alertsOfAGroupWhoseRecordCanNotBeUsedAreNotOver() {
        var story = new SchedulerFixture(6, LOAD).set("load", 9).run(30);
        story.killAll();
        story.remove(LOAD.key());
        story.definedGroups.add(LOAD.key());
        story.restartAll();
        story.run(300);
        assertThat(story.logged()).containsExactly("Load FIRING");
    }

    @Test
    void anotherAnnotationKeepsTheStateAndIsToldAtOnce() {
        var story = new SchedulerFixture(7, group("load", alert("Load", "load > 5", "", "old")))
                .set("load", 9)
                .run(30);
        story.put(group("load", alert("Load", "load > 5", "", "new")));
        story.run(1);
        assertThat(story.forwardedAlerts()).hasSize(2);
        assertThat(story.forwardedAlerts().get(1))
                .isEqualTo(story.forwardedAlerts().get(0).replace("old", "new"));
        assertThat(story.logged()).containsExactly("Load FIRING");
    }

    @Test
    void anotherExpressionEndsTheOldAndStartsAfresh() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = new SchedulerFixture(seed, LOAD).set("load", 9).run(30);
            story.put(group("load", alert("Load", "load > 6")));
            story.run(30);
            assertThat(story.instances).as("seed %d", seed).allSatisfy(one -> {
                assertThat(forwardedBy(one)).hasSize(3);
                assertThat(forwardedBy(one).get(1)).startsWith("Load fired since");
                assertThat(one.lastAlerts.values())
                        .allSatisfy(alert -> assertThat(alert.hasNoEnd()).isTrue());
            });
        }
    }

    @Test
    void aRemovedGroupResolvesWhatItFired() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = new SchedulerFixture(seed, LOAD).set("load", 9).run(30);
            story.remove(LOAD.key());
            story.run(5);
            assertThat(story.logged()).as("seed %d", seed).containsExactly("Load FIRING", "Load RESOLVED");
            assertThat(story.instances).allSatisfy(one -> {
                assertThat(one.scheduler.statuses()).isEmpty();
                assertThat(forwardedBy(one).get(1)).startsWith("Load fired since");
            });
        }
    }

    @Test
    void aRemovedGroupResolvesAllThatItFired() {
        var three = group("load", alert("A", "load > 5"), alert("B", "load > 6"), alert("C", "load > 7"));
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = new SchedulerFixture(seed, three).set("load", 9).run(30);
            story.remove(three.key());
            story.run(5);
            assertThat(story.instances)
                    .as("seed %d", seed)
                    .allSatisfy(one ->
                            assertThat(one.lastAlerts.values()).hasSize(3).noneMatch(alert -> alert.hasNoEnd()));
        }
    }

    @Test
    void aGroupThatIsRemovedAndWrittenAgainAtOnceGoesOnFiring() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var story = new SchedulerFixture(seed, LOAD).set("load", 9).run(30);
            story.remove(LOAD.key());
            story.simulation.runFor(Duration.ofMillis(50));
            story.put(LOAD);
            story.run(30);
            assertThat(story.instances).as("seed %d", seed).allSatisfy(one -> {
                assertThat(one.lastAlerts.values())
                        .allSatisfy(alert -> assertThat(alert.hasNoEnd()).isTrue());
                assertThat(one.scheduler.statuses()).hasSize(1);
            });
        }
    }

    @Test
    void whatCanNotBeLoggedIsToldAllTheSameAndLoggedAtALaterTick() {
        var story = new SchedulerFixture(8, LOAD).set("load", 1).run(30);
        story.alertStates.setReachable(false);
        story.set("load", 9).run(30);
        assertThat(story.forwardedAlerts()).hasSize(1);
        assertThat(story.logged()).isEmpty();
        story.alertStates.setReachable(true);
        story.run(20);
        assertThat(story.forwardedAlerts()).hasSize(1);
        assertThat(story.logged()).containsExactly("Load FIRING");
    }

    @Test
    void whoeverSleepsThroughTicksKeepsWhatCouldNotBeLogged() {
        var story = new SchedulerFixture(9, LOAD).set("load", 1).run(30);
        story.alertStates.setReachable(false);
        story.set("load", 9).run(30);
        story.instances.forEach(one -> one.loop.pause(Duration.ofSeconds(35)));
        story.run(60);
        assertThat(story.forwardedAlerts()).hasSize(1);
    }

    @Test
    void aRecordingRuleWritesOnceATick() {
        var story = new SchedulerFixture(10, group("rec", record("double", "2 * load")))
                .set("load", 2)
                .run(60);
        assertThat(recordedTicks(story)).doesNotHaveDuplicates().hasSizeBetween(5, 7);
    }

    @Test
    void anotherWritesWhatTheDeadOneDoesNot() {
        var story = new SchedulerFixture(11, group("rec", record("double", "2 * load"))).set("load", 2);
        story.instances.get(0).loop.kill();
        story.run(60);
        assertThat(recordedTicks(story)).hasSizeBetween(5, 14);
        assertThat(recordedTicks(story).stream().distinct()).hasSizeBetween(5, 7);
    }

    @Test
    void aRuleThatFailsKeepsItsState() {
        var story = new SchedulerFixture(
                        12, group("load", alert("Load", "load > 5 and on() (one / on() group_left load)")))
                .set("load", 9)
                .set("one", 1)
                .run(30);
        assertThat(story.forwardedAlerts()).hasSize(1);
        story.samples.put(twins(story.simulation));
        story.run(20);
        assertThat(story.forwardedAlerts()).hasSize(1);
        assertThat(story.instances.get(0).telemetry.scrape())
                .contains("prometheus_rule_evaluation_failures_total{rule_group=\"test/load\"}");
    }

    private static dev.tocsin.kafka.codec.SampleBatch twins(Simulation world) {
        var track = TimeSeries.of(
                dev.tocsin.labels.Labels.of("__name__", "one", "twin", "yes"),
                world.now().toEpochMilli(),
                1);
        return dev.tocsin.kafka.codec.SampleBatch.of(List.of(track));
    }

    private static List<Instant> recordedTicks(SchedulerFixture story) {
        return story.samples.records().stream()
                .filter(batch -> batch.source().equals("test/rec"))
                .map(batch -> batch.tick())
                .toList();
    }
}
