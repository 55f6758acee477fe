package dev.tocsin.evaluator;

import static dev.tocsin.evaluator.SchedulerFixture.alert;
import static dev.tocsin.evaluator.SchedulerFixture.group;
import static dev.tocsin.evaluator.SchedulerFixture.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.labels.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise P6: all instances find the same at each tick. In virtual time, with three instances. */
class AgreementTest {
    private static final RuleGroup[] GROUPS = {
        group("load", alert("Load", "load > 5", "20s", "{{ $value }}"), record("load:sum", "sum_over_time(load[20s])")),
        group(
                "chain",
                record("chained", "load:sum + 1"),
                alert("Chained", "chained > 100"),
                record("last", "chained * 2")),
        group("ahead", record("ahead", "load offset -5s")),
    };

    private SchedulerFixture fixture;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void instancesAgreeThoughSamplesAreLateAndInstancesAreKilledAndPaused(long seed) {
        fixture = new SchedulerFixture(seed, GROUPS).set("load", 1).lag(4_000);
        var random = new Random(seed);
        exchange();
        for (var minute = 0; minute < 12; minute++) {
            fixture.set("load", random.nextInt(10)).run(20);
            var one = random.nextInt(3);
            switch (random.nextInt(4)) {
                case 0 -> fixture.restart(one);
                case 1 -> fixture.instances.get(one).loop.pause(Duration.ofSeconds(random.nextInt(15)));
                case 2 -> fixture.prefer(one);
                default -> fixture.put(group("load", alert("Load", "load > " + random.nextInt(9), "20s", "")));
            }
            fixture.run(40);
        }
        assertThat(fixture.instances).allSatisfy(instance -> {
            assertThat(instance.agreement.disagreements()).isEmpty();
            assertThat(instance.agreement.comparisons()).hasSizeBetween(1, 2);
        });
        var agreed = fixture.instances.stream()
                .flatMap(instance -> instance.agreement.comparisons().values().stream())
                .mapToLong(Agreement.Comparison::agreed)
                .sum();
        assertThat(agreed).as("ticks that were compared").isGreaterThan(100);
    }

    @Test
    void instanceThatHasAnotherSampleIsFoundWithTheGroupThatDiffers() {
        fixture = new SchedulerFixture(7, GROUPS).set("load", 1).run(60);
        exchange();
        fixture.run(60);
        assertThat(fixture.instances.get(0).agreement.disagreements()).isEmpty();
        var wrong = fixture.instances.get(1);
        wrong.store.append(
                Labels.of("__name__", "load", "only", "here"),
                Sample.of(fixture.simulation.now().toEpochMilli(), 3));
        fixture.run(30);
        assertThat(fixture.instances.get(0).agreement.disagreements())
                .anySatisfy(found -> assertThat(found.group()).startsWith("test/"))
                .allSatisfy(found -> assertThat(found.instance()).isEqualTo("tocsin-1"));
        assertThat(wrong.agreement.disagreements().stream().map(Agreement.Disagreement::instance))
                .contains("tocsin-0", "tocsin-2");
    }

    @Test
    void ticksWithOtherGroupsAreNotCompared() {
        var one = new Agreement(() -> 0);
        var other = new Agreement(() -> 0);
        var tick = Instant.ofEpochSecond(100);
        one.found(tick, "app/a", 1, 1);
        other.found(tick, "app/a", 2, 2);
        one.settled(tick);
        other.settled(tick);
        one.heard("other", other.heartbeat());
        assertThat(one.comparisons())
                .hasEntrySatisfying(
                        "other",
                        compared -> assertThat(compared.notComparable()).isEqualTo(1));
        assertThat(one.disagreements()).isEmpty();
    }

    @Test
    void withManyGroupsFewerTicksAreKept() {
        var one = new Agreement(() -> 0);
        for (var tick = 1; tick <= 120; tick++) {
            for (var group = 0; group < 10_000; group++) {
                one.found(Instant.ofEpochSecond(tick), "app/" + group, 1, 1);
            }
        }
        one.settled(Instant.ofEpochSecond(120));
        assertThat(one.heartbeat().lines()).hasSize(10).last().asString().startsWith("120000 ");
    }

    @Test
    void ticksThatAreNotDoneAreNeitherReportedNorCompared() {
        var one = new Agreement(() -> 0);
        one.found(Instant.ofEpochSecond(100), "app/a", 1, 1);
        one.settled(Instant.ofEpochSecond(99));
        assertThat(one.heartbeat()).isEmpty();
        one.heard("other", "100000 1 1");
        assertThat(one.comparisons()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "1 2", "x 1 1", "1 x 1", "99999999999999999999 1 1", "1 1 1 group\n\n1 1"})
    void findingsThatAreNotValidAreIgnored(String text) {
        var one = new Agreement(() -> 0);
        one.heard("other", text);
        assertThat(one.disagreements()).isEmpty();
    }

    /** Each instance reads the heartbeats of the others once a second. */
    private void exchange() {
        for (var from : fixture.liveInstances()) {
            var heartbeat = from.agreement.heartbeat();
            fixture.liveInstances().stream()
                    .filter(to -> to != from)
                    .forEach(to -> to.agreement.heard(from.name, heartbeat));
        }
        fixture.simulation.after(Duration.ofSeconds(1), this::exchange);
    }
}
