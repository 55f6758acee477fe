package dev.tocsin.notifier;

import static dev.tocsin.notifier.AcceptanceSupport.assertReceived;
import static dev.tocsin.notifier.AcceptanceSupport.everySecond;
import static dev.tocsin.notifier.TestCluster.TestAlert.alert;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alertmanager's acceptance tests of inhibition, with their original times, on one instance and on three. */
class InhibitingScenariosTest {
    private static final String INHIBIT = """
            inhibit_rules:
            - source_matchers: [alertname=JobDown]
              target_matchers: [alertname=InstanceDown]
              equal: [job, zone]
            """;

    private static TestCluster.TestAlert of(String name, String zone) {
        return alert(name, "job", "j", "zone", zone);
    }

    @ParameterizedTest(name = "{0} instances")
    @ValueSource(ints = {1, 3})
    void inhibiting(int instances) {
        var cluster = new TestCluster(instances, INHIBIT + everySecond("").replace("1ms", "1s"));
        cluster.post(1, of("test1", "aa"), of("InstanceDown", "aa"), of("InstanceDown", "ab"));
        cluster.post(2.2, of("JobDown", "aa"));
        cluster.post(3.6, of("JobDown", "aa").from(2.2).until(3.6));
        cluster.runUntil(4.9);
        assertThat(cluster.receiver(0).received).hasSize(3);
        assertThat(names(cluster, 0)).containsExactly("InstanceDown aa", "InstanceDown ab", "test1 aa");
        assertThat(names(cluster, 1)).containsExactly("InstanceDown ab", "JobDown aa", "test1 aa");
        assertThat(names(cluster, 2)).containsExactly("InstanceDown aa", "InstanceDown ab", "JobDown aa", "test1 aa");
        assertThat(cluster.receiver(0).received.get(2).alerts()).anyMatch(text -> text.endsWith("from 2.2 until 3.6"));
        if (instances == 1) {
            assertThat(cluster.telemetry.scrape())
                    .contains("alertmanager_notifications_suppressed_total{reason=\"inhibition\"} 1.0");
        }
    }

    @ParameterizedTest(name = "{0} instances")
    @ValueSource(ints = {1, 3})
    void alwaysInhibiting(int instances) {
        var cluster = new TestCluster(instances, INHIBIT + everySecond("").replace("1ms", "1s"));
        cluster.post(1, of("InstanceDown", "aa"), of("JobDown", "aa"));
        cluster.post(
                2.6,
                of("JobDown", "aa").from(1).until(2.6),
                of("InstanceDown", "aa").from(1).until(2.6));
        cluster.runUntil(9);
        assertThat(cluster.receiver(0).received).hasSize(2);
        assertThat(names(cluster, 0)).containsExactly("JobDown aa");
        assertThat(names(cluster, 1)).containsExactly("InstanceDown aa", "JobDown aa");
        assertThat(cluster.receiver(0).received.get(1).alerts()).allMatch(text -> text.endsWith("from 1 until 2.6"));
    }

    private static List<String> names(TestCluster cluster, int arrival) {
        return cluster.receiver(0).received.get(arrival).alerts().stream()
                .map(text -> text.replaceAll("\\{.*zone=\"(..)\".*", " $1"))
                .sorted()
                .toList();
    }

    @Test
    void emptyInhibitRuleInhibitsNothing() {
        var cluster =
                new TestCluster(1, "inhibit_rules: [null]\n" + everySecond("").replace("1ms", "1h"));
        cluster.post(1, alert("a"), alert("b"));
        cluster.runUntil(5);
        assertReceived(cluster.receiver(0), 2, "a from 1, b from 1");
    }
}
