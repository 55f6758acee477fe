package dev.tocsin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.rules.RuleDraft;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleHealth;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules with data sources on three simulated instances, of which the first is preferred. */
class DataSourceRulesTest {
    private static final RuleGroup GROUP = group("", "Error");

    private final SchedulerFixture cluster = new SchedulerFixture(1, GROUP);

    @Test
    void anAlertFiresOnceThoughEveryInstanceAsks() {
        cluster.run(25);
        cluster.source.values.put("load", 1.0);
        cluster.run(20);
        assertThat(cluster.forwardedAlerts()).hasSize(1).first().asString().startsWith("High fires since ");
        assertThat(cluster.logged()).containsExactly("High FIRING");
        cluster.source.values.clear();
        cluster.run(20);
        assertThat(cluster.logged()).containsExactly("High FIRING", "High RESOLVED");
        assertThat(cluster.source.asked).hasSize(3);
    }

    /** An instance that cannot reach a data source uses the answers of another one. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void anInstanceWithoutAccessFindsTheSameAsTheOthers(int cutOff) {
        cluster.source.cutOff.add("tocsin-" + cutOff);
        cluster.source.values.put("load", 1.0);
        cluster.run(65);
        assertThat(cluster.forwardedAlerts()).hasSize(1);
        assertThat(cluster.logged()).containsExactly("High FIRING");
        cluster.source.values.clear();
        cluster.run(20);
        assertThat(cluster.forwardedAlerts()).hasSize(2);
        assertThat(cluster.logged()).containsExactly("High FIRING", "High RESOLVED");
    }

    @Test
    void anOutageOfTheDataSourceIsOneAlertAndLeavesTheOthers() {
        cluster.source.values.put("load", 1.0);
        cluster.run(35);
        cluster.source.cutOff.addAll(List.of("tocsin-0", "tocsin-1", "tocsin-2"));
        cluster.run(60);
        assertThat(cluster.logged()).containsExactly("High FIRING", "DatasourceError FIRING");
        assertThat(health(0)).isEqualTo(RuleHealth.Kind.ERR);
        cluster.source.cutOff.clear();
        cluster.run(30);
        assertThat(cluster.logged())
                .containsExactly("High FIRING", "DatasourceError FIRING", "DatasourceError RESOLVED");
        assertThat(health(0)).isEqualTo(RuleHealth.Kind.OK);
    }

    /**
     * An instance that reads late evaluates another tick at the beginning of an outage, and does not know yet that the
     * others have logged the alert. It logs a later start.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void anAlertKeepsItsStartThoughAnInstanceLogsALaterOne(int preferred) {
        cluster.run(15);
        cluster.prefer(preferred);
        var late = cluster.instances.get(1);
        late.samples.stall(true);
        cluster.source.cutOff.addAll(List.of("tocsin-0", "tocsin-2"));
        cluster.run(10);
        assertThat(cluster.logged()).as("the tick at 18 s").containsOnly("DatasourceError FIRING");
        late.alertStates.stall(true);
        late.samples.stall(false);
        cluster.run(2);
        cluster.source.cutOff.add("tocsin-1");
        cluster.prefer(1);
        cluster.run(3);
        late.alertStates.stall(false);
        cluster.run(30);
        assertThat(cluster.forwardedAlerts()).containsExactly("DatasourceError fires since 18");
        cluster.source.cutOff.clear();
        cluster.run(20);
        assertThat(cluster.forwardedAlerts())
                .containsExactly("DatasourceError fires since 18", "DatasourceError fired since 18 until 68");
    }

    /** Else the alert would fire at an earlier tick, end at a tick for which there is an answer, and fire again. */
    @Test
    void anInstanceThatIsLateDoesNotAskForATickThatTheOthersHaveLeftBehind() {
        cluster.run(15);
        var late = cluster.instances.get(1);
        late.samples.stall(true);
        cluster.run(18);
        cluster.source.cutOff.addAll(List.of("tocsin-0", "tocsin-1", "tocsin-2"));
        late.samples.stall(false);
        cluster.run(30);
        assertThat(cluster.forwardedAlerts()).containsExactly("DatasourceError fires since 38");
        assertThat(cluster.logged()).containsExactly("DatasourceError FIRING");
    }

    /** Instances that read late, and answers that are slow or fail, at random times around an outage. */
    @RepeatedTest(200)
    void anOutageIsOneAlertThoughInstancesAreLate(RepetitionInfo repetition) {
        var seed = repetition.getCurrentRepetition();
        var random = new SchedulerFixture(seed, GROUP);
        var choice = new Random(seed);
        random.run(25 + choice.nextInt(10));
        for (var outage = 0; outage < 2; outage++) {
            disturb(random, choice);
            random.source.cutOff.addAll(List.of("tocsin-0", "tocsin-1", "tocsin-2"));
            random.run(2);
            calm(random);
            random.run(40);
            disturb(random, choice);
            random.source.cutOff.clear();
            random.run(2);
            calm(random);
            random.run(40);
        }
        for (var instance : random.instances) {
            assertThat(instance.forwardedAlerts.stream()
                            .filter(alert -> alert.startsWith("Datasource"))
                            // Instances can date the end of one episode differently.
                            .map(alert -> alert.replaceFirst(" until .*", ""))
                            .distinct())
                    .as("seed %d, %s", seed, instance.name)
                    .hasSize(4);
        }
    }

    private static void disturb(SchedulerFixture random, Random choice) {
        for (var instance : random.instances) {
            instance.samples.stall(choice.nextInt(3) == 0);
            instance.alertStates.stall(choice.nextInt(3) == 0);
        }
        random.prefer(choice.nextInt(3));
        random.run(choice.nextInt(14));
    }

    private static void calm(SchedulerFixture random) {
        for (var instance : random.instances) {
            instance.samples.stall(false);
            instance.alertStates.stall(false);
        }
    }

    @Test
    void oneInstanceAsksForAllUntilItIsKilled() {
        cluster.source.askOne = true;
        cluster.run(35);
        assertThat(cluster.source.asked.keySet()).containsExactly("tocsin-0");
        cluster.source.values.put("load", 1.0);
        cluster.run(15);
        assertThat(cluster.forwardedAlerts()).hasSize(1);
        cluster.instances.get(0).loop.kill();
        cluster.prefer(1);
        cluster.source.values.clear();
        cluster.run(20);
        assertThat(cluster.source.asked.keySet()).as("the others took over").hasSizeGreaterThan(1);
        assertThat(cluster.logged()).containsExactly("High FIRING", "High RESOLVED");
    }

    @Test
    void theOthersAskIfTheOneGetsNoAnswer() {
        cluster.source.askOne = true;
        cluster.source.slow.add("tocsin-0");
        cluster.source.values.put("load", 1.0);
        cluster.run(65);
        assertThat(cluster.forwardedAlerts()).hasSize(1);
        assertThat(cluster.logged()).containsExactly("High FIRING");
    }

    @Test
    void aSlowDataSourceDelaysNoOtherGroup() {
        var slow = new SchedulerFixture(
                3, group("", ""), SchedulerFixture.group("other", SchedulerFixture.alert("Up", "up")));
        slow.set("up", 1);
        slow.source.slow.addAll(List.of("tocsin-0", "tocsin-1", "tocsin-2"));
        slow.run(12);
        assertThat(slow.forwardedAlerts()).hasSize(1).first().asString().startsWith("Up fires since ");
    }

    @Test
    void noDataFiresAndResolves() {
        var noData = new SchedulerFixture(2, group("NoData", ""));
        noData.run(25);
        assertThat(noData.logged()).containsExactly("DatasourceNoData FIRING");
        noData.source.values.put("load", 0.0);
        noData.run(15);
        assertThat(noData.logged()).containsExactly("DatasourceNoData FIRING", "DatasourceNoData RESOLVED");
    }

    /** Restarts and changes of the preferred instance at random times. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void anAlertFiresOnceThroughRestarts(long seed) {
        var random = new SchedulerFixture(seed, GROUP);
        random.source.askOne = seed % 2 == 0;
        random.source.values.put("load", 1.0);
        for (var round = 0; round < 6; round++) {
            random.run(7 + round);
            random.restart(round % 3);
            random.prefer((round + 1) % 3);
        }
        random.run(30);
        assertThat(random.logged()).as("seed %d", seed).containsExactly("High FIRING");
    }

    private RuleHealth.Kind health(int instance) {
        return cluster.instances.get(instance).scheduler.statuses().get(0).state().rules().values().stream()
                .map(rule -> rule.health().kind())
                .findFirst()
                .orElseThrow();
    }

    private static RuleGroup group(String noData, String error) {
        return SchedulerFixture.group(
                "g",
                new RuleDraft(
                        "", "High", "load", "", "", Map.of(), Map.of(), "db", new RuleDraft.States(noData, error, 0)));
    }
}
