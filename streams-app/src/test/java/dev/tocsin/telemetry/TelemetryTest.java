package dev.tocsin.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TelemetryTest {
    private final Telemetry telemetry = new Telemetry("1.2.3");

    @Test
    void suppressionCountersStartAtZero() {
        assertThat(telemetry.scrape())
                .contains(
                        "alertmanager_notifications_suppressed_total{reason=\"silence\"} 0.0",
                        "alertmanager_notifications_suppressed_total{reason=\"inhibition\"} 0.0",
                        "alertmanager_notifications_suppressed_total{reason=\"mute_time_interval\"} 0.0",
                        "alertmanager_notifications_suppressed_total{reason=\"active_time_interval\"} 0.0");
    }

    @Test
    void metricsOfARemovedRuleGroupAreRemoved() {
        for (var group : new String[] {"a/gone", "a/stays"}) {
            telemetry.evaluated(group, Duration.ofSeconds(1), Duration.ZERO, 2, 1);
            telemetry.missedTicks(group, 3);
        }
        telemetry.removeRuleGroup("a/gone");
        assertThat(telemetry.scrape())
                .doesNotContain("a/gone")
                .contains("prometheus_rule_evaluations_total{rule_group=\"a/stays\"} 2.0");
    }

    @Test
    void ruleGroupsBeyondTheLimitShareALabel() {
        for (var i = 0; i < 5_010; i++) {
            telemetry.evaluated("a/" + i, Duration.ZERO, Duration.ZERO, 1, 0);
        }
        telemetry.evaluated("x".repeat(1_001), Duration.ZERO, Duration.ZERO, 1, 0);
        telemetry.missedTicks("a/5009", 2);
        telemetry.removeRuleGroup("a/1");
        telemetry.evaluated("b/new", Duration.ZERO, Duration.ZERO, 1, 0);

        assertThat(telemetry.scrape())
                .contains(
                        "prometheus_rule_evaluations_total{rule_group=\"other\"} 11.0",
                        "prometheus_rule_group_iterations_missed_total{rule_group=\"other\"} 2.0",
                        "prometheus_rule_evaluations_total{rule_group=\"b/new\"} 1.0")
                .doesNotContain("a/5009", "xxx");
    }

    @Test
    void gaugesAreReadWhenTheyAreScraped() {
        var values = new java.util.TreeMap<>(Map.of("active", 1.0));
        telemetry.gauges("alertmanager_alerts", "Alerts", "state", () -> values);
        values.put("suppressed", 2.0);
        assertThat(telemetry.scrape())
                .contains("alertmanager_alerts{state=\"active\"} 1.0", "alertmanager_alerts{state=\"suppressed\"} 2.0");
    }
}
