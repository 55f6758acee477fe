package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.notifier.Neighbourhood.Sink;
import java.util.List;

/** What the acceptance scenarios have in common. */
final class Scenario {
    private static final double SOON = 0.5;

    private Scenario() {}

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

    /** Pairs of an earliest time and the alerts that arrive within half a second of it; nothing else may arrive. */
    static void sees(Sink sink, Object... expected) {
        assertThat(sink.arrivals).as("%s", sink.arrivals).hasSize(expected.length / 2);
        for (var i = 0; i < expected.length; i += 2) {
            var from = ((Number) expected[i]).doubleValue();
            var arrival = sink.arrivals.get(i / 2);
            assertThat(arrival.at()).as("%s", sink.arrivals).isBetween(from, from + SOON);
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
