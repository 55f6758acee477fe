package dev.tocsin.telemetry;

import dev.tocsin.limits.Limit;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Prometheus's metrics of rule groups. */
final class RuleMetrics {
    /** Value of the label for rule groups without metrics of their own. */
    private static final String OTHER_RULE_GROUPS = "other";

    private final Set<String> ruleGroups = ConcurrentHashMap.newKeySet();

    private final Counter evaluations;
    private final Counter failures;
    private final Counter missed;
    private final Counter late;
    private final Histogram duration;
    private final Gauge lateness;

    RuleMetrics(PrometheusRegistry registry) {
        evaluations = counter(registry, "prometheus_rule_evaluations", "Rule evaluations");
        failures = counter(registry, "prometheus_rule_evaluation_failures", "Failed rule evaluations");
        missed = counter(
                registry, "prometheus_rule_group_iterations_missed", "Ticks of a rule group that were not evaluated");
        late = counter(
                registry,
                "tocsin_rule_group_late_iterations",
                "Missed ticks of a rule group whose recording rules were evaluated later");
        duration = Histogram.builder()
                .name("prometheus_rule_group_duration_seconds")
                .help("Duration of rule group evaluations")
                .classicUpperBounds(0.001, 0.005, 0.02, 0.1, 0.5, 2, 10)
                .classicOnly()
                .register(registry);
        lateness = Gauge.builder()
                .name("tocsin_rule_group_lateness_seconds")
                .help("Delay between the last tick of the rule group and its evaluation")
                .labelNames("rule_group")
                .register(registry);
    }

    private static Counter counter(PrometheusRegistry registry, String name, String help) {
        return Counter.builder().name(name).help(help).labelNames("rule_group").register(registry);
    }

    void evaluated(String group, double seconds, double lateSeconds, int rules, int failed) {
        var ruleGroup = label(group);
        evaluations.labelValues(ruleGroup).inc(rules);
        failures.labelValues(ruleGroup).inc(failed);
        duration.observe(seconds);
        lateness.labelValues(ruleGroup).set(lateSeconds);
    }

    void missed(String group, long ticks) {
        missed.labelValues(label(group)).inc(ticks);
    }

    void late(String group) {
        late.labelValues(label(group)).inc();
    }

    void remove(String group) {
        ruleGroups.remove(group);
        evaluations.remove(group);
        failures.remove(group);
        missed.remove(group);
        late.remove(group);
        lateness.remove(group);
    }

    // A writer of the rules topic must not be able to fill the memory by names.
    private String label(String group) {
        if (ruleGroups.contains(group)) {
            return group;
        }
        var fits = group.length() <= Limit.METRIC_LABEL.intValue()
                && ruleGroups.size() < Limit.METRIC_RULE_GROUPS.intValue();
        return fits && ruleGroups.add(group) ? group : OTHER_RULE_GROUPS;
    }
}
