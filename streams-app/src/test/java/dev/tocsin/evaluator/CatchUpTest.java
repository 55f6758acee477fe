package dev.tocsin.evaluator;

import static dev.tocsin.evaluator.SchedulerFixture.alert;
import static dev.tocsin.evaluator.SchedulerFixture.group;
import static dev.tocsin.evaluator.SchedulerFixture.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.samples.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ticks that nobody could mark, because the samples topic could not be written. Three instances in virtual time. */
class CatchUpTest {
    private final SchedulerFixture fixture = new SchedulerFixture(
                    1, group("rec", record("double", "2 * load"), alert("Load", "load > 5")))
            .set("load", 2)
            .run(60);

    @Test
    void recordedSeriesHasNoHole() {
        outage(60);
        fixture.run(60);
        assertThat(recorded())
                .hasSizeBetween(16, 19)
                .allSatisfy(sample -> assertThat(sample.value()).isEqualTo(4));
        var times = recorded().stream().map(Sample::time).sorted().toList();
        for (var i = 1; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1)).isEqualTo(10_000);
        }
        assertThat(fixture.instances.get(0).telemetry.scrape())
                .containsPattern("tocsin_rule_group_late_iterations_total\\{rule_group=\"test/rec\"} [56]\\.0");
    }

    @Test
    void missedTicksAreEvaluatedOnceSendersHaveRepeatedTheirSamples() {
        var end = outage(60);
        fixture.run(12);
        assertThat(lateTicks()).isEmpty();
        fixture.run(20);
        assertThat(lateTicks()).hasSizeBetween(5, 6).allMatch(tick -> tick.isBefore(end));
    }

    @Test
    void olderTicksThanTheSettingAreLeftOut() {
        outage(900);
        fixture.run(60);
        assertThat(lateTicks()).hasSizeBetween(58, 60);
    }

    @Test
    void noTickStaysOutstandingAfterwards() {
        outage(60);
        fixture.run(60);
        var newest = fixture.simulation.now().minus(SchedulerFixture.INTERVAL.multipliedBy(2));
        assertThat(fixture.instances)
                .allSatisfy(
                        instance -> assertThat(instance.agreement.heartbeat().lines())
                                .as("the ticks that are done")
                                .anyMatch(line -> Long.parseLong(line.split(" ")[0]) >= newest.toEpochMilli()));
    }

    @Test
    void alertsDoNotStartInTheOutage() {
        fixture.samples.setReachable(false);
        fixture.set("load", 9).run(30).set("load", 2).run(30);
        fixture.samples.setReachable(true);
        fixture.run(60);
        assertThat(fixture.logged()).isEmpty();
        assertThat(recorded().stream().map(Sample::value))
                .as("but the series shows it")
                .contains(18.0);
    }

    @Test
    void editedGroupForgetsItsMissedTicks() {
        outage(60);
        fixture.run(3);
        fixture.put(group("rec", record("double", "3 * load")));
        fixture.run(60);
        assertThat(lateTicks()).isEmpty();
    }

    private Instant outage(int seconds) {
        fixture.samples.setReachable(false);
        fixture.run(seconds);
        fixture.samples.setReachable(true);
        return fixture.simulation.now().plus(Duration.ofSeconds(1));
    }

    private List<Sample> recorded() {
        return fixture.samples.records().stream()
                .filter(batch -> batch.source().startsWith("test/rec"))
                .flatMap(batch -> batch.series().stream())
                .filter(series -> series.labels().metricName().equals("double"))
                .flatMap(series -> series.samples().stream())
                .toList();
    }

    private List<Instant> lateTicks() {
        return fixture.samples.records().stream()
                .filter(batch -> batch.source().equals("test/rec (late)"))
                .map(batch -> batch.tick())
                .toList();
    }
}
