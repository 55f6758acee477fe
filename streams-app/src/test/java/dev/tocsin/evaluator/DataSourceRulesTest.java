package dev.tocsin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.rules.RuleDraft;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleHealth;
import java.util.List;
import java.util.Map;
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
