package dev.tocsin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.rules.RuleDraft;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.labels.Labels;
import dev.tocsin.timing.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Three schedulers with one alert-state topic and one samples topic, in virtual time. Each series gets a sample a second. */
final class SchedulerFixture {
    static final Duration INTERVAL = Duration.ofSeconds(10);

    final Simulation simulation;
    final SimulatedTopic<SimulatedInstance.AlertStateEntry> alertStates;
    final SimulatedTopic<SampleBatch> samples;
    final List<SimulatedInstance> instances = new ArrayList<>();
    final Set<String> definedGroups = new HashSet<>();
    final SimulatedSource source = new SimulatedSource();
    private int preferred;
    private int longestLag;
    private final Map<String, RuleGroup> groups = new HashMap<>();
    /** The rules topic, by append time; an empty group was removed. */
    final List<RulesRecord> rulesTopic = new ArrayList<>();

    /** @param group empty for a tombstone */
    record RulesRecord(Instant at, String key, Optional<RuleGroup> group) {}

    private final Map<Labels, Double> currentValues = new HashMap<>();

    SchedulerFixture(long seed, RuleGroup... rules) {
        simulation = new Simulation(seed);
        alertStates = new SimulatedTopic<>(simulation);
        samples = new SimulatedTopic<>(simulation);
        for (var group : rules) {
            groups.put(group.key(), group);
            definedGroups.add(group.key());
            rulesTopic.add(new RulesRecord(simulation.now(), group.key(), Optional.of(group)));
        }
        for (var i = 0; i < 3; i++) {
            instances.add(new SimulatedInstance(this, "tocsin-" + i));
        }
        writeSamples();
        instances.forEach(
                instance -> instance.loop.after(simulation.randomMillis(0, 300), () -> instance.open(currentGroups())));
    }

    private void writeSamples() {
        var now = simulation.now().toEpochMilli();
        if (!currentValues.isEmpty()) {
            currentValues.forEach((labels, value) -> simulation.after(
                    Duration.ofMillis(
                            longestLag == 0
                                    ? 0
                                    : simulation.randomMillis(0, longestLag).toMillis()),
                    () -> samples.put(SampleBatch.of(List.of(TimeSeries.of(labels, now, value))))));
        }
        simulation.after(Duration.ofSeconds(1), this::writeSamples);
    }

    /** The preferred instance need not be alive. */
    boolean isPreferred(SimulatedInstance instance) {
        return instances.get(preferred) == instance;
    }

    /** Samples reach the topic up to this time later, in any order. */
    SchedulerFixture lag(int longestMillis) {
        longestLag = longestMillis;
        return this;
    }

    void prefer(int instance) {
        preferred = instance;
    }

    SchedulerFixture set(String name, double value) {
        currentValues.put(Labels.of("__name__", name), value);
        return this;
    }

    SchedulerFixture run(int seconds) {
        simulation.runFor(Duration.ofSeconds(seconds));
        return this;
    }

    void put(RuleGroup group) {
        groups.put(group.key(), group);
        definedGroups.add(group.key());
        var at = simulation.now();
        rulesTopic.add(new RulesRecord(at, group.key(), Optional.of(group)));
        liveInstances()
                .forEach(one -> one.loop.after(simulation.randomMillis(1, 40), () -> one.scheduler.put(group, at)));
    }

    void remove(String key) {
        groups.remove(key);
        definedGroups.remove(key);
        rulesTopic.add(new RulesRecord(simulation.now(), key, Optional.empty()));
        liveInstances()
                .forEach(one -> one.loop.after(
                        simulation.randomMillis(1, 40), () -> one.scheduler.remove(key, simulation.now())));
    }

    /** Replaces an instance by a new one with the same name and no state. */
    SimulatedInstance restart(int i) {
        instances.get(i).loop.kill();
        var restarted = new SimulatedInstance(this, "tocsin-" + i);
        instances.set(i, restarted);
        restarted.loop.after(simulation.randomMillis(0, 300), () -> restarted.open(currentGroups()));
        return restarted;
    }

    void restartAll() {
        for (var i = 0; i < 3; i++) {
            restart(i);
        }
    }

    void killAll() {
        instances.forEach(instance -> instance.loop.kill());
    }

    List<RuleGroup> currentGroups() {
        return List.copyOf(groups.values());
    }

    List<SimulatedInstance> liveInstances() {
        return instances.stream().filter(one -> one.loop.isAlive()).toList();
    }

    /** Alerts that the live instances have forwarded; must be the same for all. */
    List<String> forwardedAlerts() {
        var first = forwardedBy(liveInstances().get(0));
        liveInstances().forEach(one -> assertThat(forwardedBy(one)).as(one.name).isEqualTo(first));
        return first;
    }

    static List<String> forwardedBy(SimulatedInstance instance) {
        return instance.forwardedAlerts.stream()
                .filter(text -> !text.equals("open"))
                .toList();
    }

    /** Records of the alert-state topic as {@code alert state}. */
    List<String> logged() {
        return alertStates.records().stream()
                .map(entry -> entry.now()
                        .map(now -> now.alert().labels().get("alertname") + " "
                                + now.alert().state().kind())
                        .orElse("deleted"))
                .toList();
    }

    static String describe(Alert alert) {
        var summary = alert.annotations().getOrDefault("summary", "");
        return alert.labels().get("alertname") + (summary.isEmpty() ? "" : " '" + summary + "'") + " "
                + (alert.hasNoEnd() ? "fires since " : "fired since ") + seconds(alert.startsAt())
                + (alert.hasNoEnd() ? "" : " until " + seconds(alert.endsAt()));
    }

    static long seconds(Instant at) {
        return Duration.between(Simulation.START, at).toSeconds();
    }

    static RuleGroup group(String name, RuleDraft... rules) {
        var draft = new RuleGroupDraft("test", name, "10s", "", 0, Map.of(), List.of(rules));
        var checked = draft.validate(new RuleGroupDraft.Defaults(INTERVAL, Duration.ZERO));
        assertThat(checked).isInstanceOf(RuleGroupDraft.ValidationResult.Valid.class);
        return ((RuleGroupDraft.ValidationResult.Valid) checked).group();
    }

    static RuleDraft alert(String name, String expr, String holdFor, String summary) {
        return new RuleDraft(
                "", name, expr, holdFor, "", Map.of(), summary.isEmpty() ? Map.of() : Map.of("summary", summary));
    }

    static RuleDraft alert(String name, String expr) {
        return alert(name, expr, "", "");
    }

    static RuleDraft record(String name, String expr) {
        return new RuleDraft(name, "", expr, "", "", Map.of(), Map.of());
    }
}
