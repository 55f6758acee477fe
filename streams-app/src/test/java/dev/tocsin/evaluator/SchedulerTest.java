package dev.tocsin.evaluator;

import static dev.tocsin.evaluator.SchedulerFixture.alert;
import static dev.tocsin.evaluator.SchedulerFixture.forwardedBy;
import static dev.tocsin.evaluator.SchedulerFixture.group;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.timing.Simulation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Three schedulers with shared topics, in virtual time. */
class SchedulerTest {
    private static final int SEEDS = 30;
    private static final RuleGroup LOAD = group("load", alert("Load", "load > 5"));

    @Test
    void allInstancesEvaluateTheSameTickAndSendTheSameAlert() {
        for (var seed = 0; seed < SEEDS; seed++) {
            var fixture = new SchedulerFixture(seed, LOAD).set("load", 1).run(30);
            assertThat(fixture.forwardedAlerts()).as("seed %d", seed).isEmpty();
            fixture.set("load", 9).run(30).set("load", 1).run(30);
            assertThat(fixture.forwardedAlerts()).as("seed %d", seed).hasSize(2);
            assertThat(fixture.forwardedAlerts().get(0)).startsWith("Load fires since ");
            assertThat(fixture.forwardedAlerts().get(1)).startsWith("Load fired since ");
            assertThat(fixture.logged()).as("written once").containsExactly("Load FIRING", "Load RESOLVED");
        }
    }

    @Test
    void forTimerSurvivesRestartOfAllInstances() {
        var fixture = new SchedulerFixture(1, group("load", alert("Load", "load > 5", "1m", "")))
                .set("load", 9)
                .run(50);
        var since = fixture.alertStates.records().get(0).now().orElseThrow().tick();
        fixture.restartAll();
        fixture.run(30);
        assertThat(fixture.logged()).containsExactly("Load PENDING", "Load FIRING");
        assertThat(fixture.forwardedAlerts())
                .containsExactly("Load fires since " + (SchedulerFixture.seconds(since) + 60));
    }

    @Test
    void restartedInstanceForwardsLoggedAlertsBeforeItEvaluates() {
        var cpu = group("cpu", alert("Cpu", "cpu > 5"));
        var fixture =
                new SchedulerFixture(2, LOAD, cpu).set("load", 9).set("cpu", 9).run(30);
        fixture.killAll();
        fixture.set("cpu", 1).run(20);
        fixture.restartAll();
        fixture.run(30);
        for (var instance : fixture.instances) {
            assertThat(instance.forwardedAlerts.get(2))
                    .as("both alerts are forwarded before it opens")
                    .isEqualTo("open");
            assertThat(instance.forwardedAlerts.subList(0, 2))
                    .allSatisfy(alert -> assertThat(alert).contains("fires since"));
            assertThat(instance.forwardedAlerts.subList(3, instance.forwardedAlerts.size()))
                    .as("only the resolved alert is forwarded")
                    .hasSize(1)
                    .allSatisfy(alert -> assertThat(alert).startsWith("Cpu fired since"));
        }
    }

    @Test
    void pausedInstanceTakesOverLoggedStates() {
        for (var seed = 0; seed < SEEDS; seed++) {
            for (var paused = 0; paused < 3; paused++) {
                var fixture = new SchedulerFixture(seed, group("load", alert("Load", "load > 5", "20s", "")))
                        .set("load", 9)
                        .run(15);
                var late = fixture.instances.get(paused);
                late.loop.pause(Duration.ofSeconds(45));
                // The pause covers the end of one episode and the start of the next.
                fixture.set("load", 1).run(25).set("load", 9).run(45);
                fixture.prefer((paused + 1) % 3);
                fixture.run(20);
                assertThat(forwardedBy(late))
                        .as("seed %d, paused %d", seed, paused)
                        .isEqualTo(forwardedBy(fixture.instances.get((paused + 1) % 3)))
                        .hasSize(1);
            }
        }
    }

    @Test
    void instanceWithLateSamplesEvaluatesLate() {
        var fixture = new SchedulerFixture(3, LOAD).set("load", 9).run(30);
        var late = fixture.instances.get(0);
        late.samples.stall(true);
        fixture.run(600);
        assertThat(fixture.forwardedAlerts())
                .as("its samples are older than the lookback, but nothing is resolved")
                .hasSize(1);
        late.samples.stall(false);
        fixture.run(30);
        assertThat(fixture.forwardedAlerts()).hasSize(1);
        assertThat(late.telemetry.scrape())
                .containsPattern("iterations_missed_total\\{rule_group=\"test/load\"} (5[789]|60)");
    }

    @Test
    void missedTicksAreCountedAndTheNewestIsEvaluated() {
        var fixture = new SchedulerFixture(4, LOAD).set("load", 1).run(30);
        var late = fixture.instances.get(1);
        late.loop.pause(Duration.ofSeconds(45));
        fixture.run(60);
        assertThat(late.telemetry.scrape())
                .containsPattern("iterations_missed_total\\{rule_group=\"test/load\"} [234]\\.0");
        var ticks = fixture.instances.stream()
                .map(one -> one.scheduler.statuses().get(0).lastTick())
                .distinct();
        assertThat(ticks).hasSize(1);
    }

    @Test
    void orphanedAlertsAreResolved() {
        var fixture = new SchedulerFixture(5, LOAD).set("load", 9).run(30);
        fixture.killAll();
        fixture.remove(LOAD.key());
        fixture.restartAll();
        fixture.run(150);
        assertThat(fixture.logged()).containsExactly("Load FIRING", "Load RESOLVED");
        assertThat(fixture.instances)
                .allSatisfy(one -> assertThat(forwardedBy(one))
                        .hasSize(1)
                        .allSatisfy(alert -> assertThat(alert).startsWith("Load fired since")));
        fixture.run(1_200);
        assertThat(fixture.logged()).as("and deleted later").containsOnlyOnce("deleted");
    }

    @Test
    void alertsOfAGroupWithAnUnusableRecordAreNotResolved() {
        var fixture = new SchedulerFixture(6, LOAD).set("load", 9).run(30);
        fixture.killAll();
        fixture.remove(LOAD.key());
        fixture.definedGroups.add(LOAD.key());
        fixture.restartAll();
        fixture.run(300);
        assertThat(fixture.logged()).containsExactly("Load FIRING");
    }

    @Test
    void unloggedStateIsForwardedAndLoggedAtALaterTick() {
        var fixture = new SchedulerFixture(8, LOAD).set("load", 1).run(30);
        fixture.alertStates.setReachable(false);
        fixture.set("load", 9).run(30);
        assertThat(fixture.forwardedAlerts()).hasSize(1);
        assertThat(fixture.logged()).isEmpty();
        fixture.alertStates.setReachable(true);
        fixture.run(20);
        assertThat(fixture.forwardedAlerts()).hasSize(1);
        assertThat(fixture.logged()).containsExactly("Load FIRING");
    }

    @Test
    void missedTicksKeepUnloggedState() {
        var fixture = new SchedulerFixture(9, LOAD).set("load", 1).run(30);
        fixture.alertStates.setReachable(false);
        fixture.set("load", 9).run(30);
        fixture.instances.forEach(one -> one.loop.pause(Duration.ofSeconds(35)));
        fixture.run(60);
        assertThat(fixture.forwardedAlerts()).hasSize(1);
    }

    @Test
    void failedRuleKeepsItsState() {
        var fixture = new SchedulerFixture(
                        12, group("load", alert("Load", "load > 5 and on() (one / on() group_left load)")))
                .set("load", 9)
                .set("one", 1)
                .run(30);
        assertThat(fixture.forwardedAlerts()).hasSize(1);
        fixture.samples.put(duplicateSamples(fixture.simulation));
        fixture.run(20);
        assertThat(fixture.forwardedAlerts()).hasSize(1);
        assertThat(fixture.instances.get(0).telemetry.scrape())
                .contains("prometheus_rule_evaluation_failures_total{rule_group=\"test/load\"}");
    }

    private static dev.tocsin.kafka.codec.SampleBatch duplicateSamples(Simulation simulation) {
        var series = TimeSeries.of(
                dev.tocsin.labels.Labels.of("__name__", "one", "duplicate", "yes"),
                simulation.now().toEpochMilli(),
                1);
        return dev.tocsin.kafka.codec.SampleBatch.of(List.of(series));
    }
}
