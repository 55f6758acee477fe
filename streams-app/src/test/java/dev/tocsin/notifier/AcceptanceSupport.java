package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.notifier.TestCluster.TestReceiver;
import java.util.List;

/** Helpers of the acceptance tests. */
final class AcceptanceSupport {
    private static final double SOON = 0.5;

    private AcceptanceSupport() {}

    static String config(String route, String... webhooks) {
        var text = new StringBuilder("route:\n  receiver: default\n");
        route.lines().forEach(line -> text.append("  ").append(line).append('\n'));
        text.append("receivers:\n- name: default\n  webhook_configs:\n");
        for (var i = 0; i < Math.max(1, webhooks.length); i++) {
            var more = webhooks.length == 0 ? "" : ", " + webhooks[i];
            text.append("  - {url: 'http://sink/%d'%s}\n".formatted(i, more));
        }
        return text.toString();
    }

    /** @param expected pairs of an earliest time and the alerts that arrive within half a second; nothing else may arrive */
    static void assertReceived(TestReceiver sink, Object... expected) {
        assertThat(sink.received).as("%s", sink.received).hasSize(expected.length / 2);
        for (var i = 0; i < expected.length; i += 2) {
            var from = ((Number) expected[i]).doubleValue();
            var arrival = sink.received.get(i / 2);
            assertThat(arrival.at()).as("%s", sink.received).isBetween(from, from + SOON);
            assertThat(arrival.alerts())
                    .as("at %s", arrival.at())
                    .containsExactlyInAnyOrderElementsOf(List.of(((String) expected[i + 1]).split(", ")));
        }
    }

    static String everySecond(String by) {
        return config("group_by: [%s]\ngroup_wait: 1s\ngroup_interval: 1s\nrepeat_interval: 1ms".formatted(by));
    }

    static String everyFive() {
        return config("group_by: [alertname]\ngroup_wait: 1s\ngroup_interval: 5s");
    }

    static String everySix() {
        return config("group_by: []\ngroup_wait: 1s\ngroup_interval: 6s\nrepeat_interval: 10m");
    }
}
