package dev.tocsin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.rules.RuleDraft;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.labels.Labels;
import dev.tocsin.timing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Three evaluating halves around one ledger and one samples topic, in virtual time; a sample of each series a second. */
final class SchedulingStory {
    static final Duration INTERVAL = Duration.ofSeconds(10);

    final World world;
    final SimulatedTopic<SimulatedInstance.LedgerEntry> ledger;
    final SimulatedTopic<SampleBatch> samples;
    final List<SimulatedInstance> instances = new ArrayList<>();
    final Set<String> written = new HashSet<>();
    private int first;
    private final Map<String, RuleGroup> groups = new HashMap<>();
    private final Map<Labels, Double> series = new HashMap<>();

    SchedulingStory(long seed, RuleGroup... rules) {
        world = new World(seed);
        ledger = new SimulatedTopic<>(world);
        samples = new SimulatedTopic<>(world);
        for (var group : rules) {
            groups.put(group.key(), group);
            written.add(group.key());
        }
        for (var i = 0; i < 3; i++) {
            instances.add(new SimulatedInstance(this, "tocsin-" + i));
        }
        sample();
        instances.forEach(instance -> instance.loop.after(world.some(0, 300), () -> instance.open(inForce())));
    }

    private void sample() {
        var now = world.now().toEpochMilli();
        if (!series.isEmpty()) {
            samples.put(SampleBatch.of(series.entrySet().stream()
                    .map(one -> SampleBatch.Track.of(one.getKey(), now, one.getValue()))
                    .toList()));
        }
        world.after(Duration.ofSeconds(1), this::sample);
    }

    /** It is believed to live, whether it does or not. */
    boolean goesFirst(SimulatedInstance instance) {
        return instances.get(first) == instance;
    }

    void prefer(int instance) {
        first = instance;
    }

    SchedulingStory set(String name, double value) {
        series.put(Labels.of("__name__", name), value);
        return this;
    }

    SchedulingStory run(int seconds) {
        world.runFor(Duration.ofSeconds(seconds));
        return this;
    }

    void put(RuleGroup group) {
        groups.put(group.key(), group);
        written.add(group.key());
        var at = world.now();
        living().forEach(one -> one.loop.after(world.some(1, 40), () -> one.scheduler.put(group, at)));
    }

    void remove(String key) {
        groups.remove(key);
        written.remove(key);
        living().forEach(one -> one.loop.after(world.some(1, 40), () -> one.scheduler.remove(key, world.now())));
    }

    /** The same name, and nothing else that was before. */
    SimulatedInstance restart(int i) {
        instances.get(i).loop.kill();
        var anew = new SimulatedInstance(this, "tocsin-" + i);
        instances.set(i, anew);
        anew.loop.after(world.some(0, 300), () -> anew.open(inForce()));
        return anew;
    }

    void restartAll() {
        for (var i = 0; i < 3; i++) {
            restart(i);
        }
    }

    void killAll() {
        instances.forEach(instance -> instance.loop.kill());
    }

    List<RuleGroup> inForce() {
        return List.copyOf(groups.values());
    }

    List<SimulatedInstance> living() {
        return instances.stream().filter(one -> one.loop.isAlive()).toList();
    }

    /** What everybody who lives was told of alerts, which must be the same. */
    List<String> told() {
        var first = toldBy(living().get(0));
        living().forEach(one -> assertThat(toldBy(one)).as(one.name).isEqualTo(first));
        return first;
    }

    static List<String> toldBy(SimulatedInstance instance) {
        return instance.told.stream().filter(word -> !word.equals("open")).toList();
    }

    /** Who wrote what to the ledger, without repeating anything that it said. */
    List<String> logged() {
        return ledger.records().stream()
                .map(entry -> entry.now()
                        .map(now -> now.persisted().alert().labels().get("alertname") + " "
                                + now.persisted().alert().state().kind())
                        .orElse("forgotten"))
                .toList();
    }

    static String words(Alert alert) {
        var summary = alert.annotations().getOrDefault("summary", "");
        return alert.name() + (summary.isEmpty() ? "" : " '" + summary + "'") + " "
                + (alert.isOpen() ? "fires since " : "fired since ") + seconds(alert.startsAt())
                + (alert.isOpen() ? "" : " until " + seconds(alert.endsAt()));
    }

    static long seconds(Instant at) {
        return Duration.between(World.BEGINNING, at).toSeconds();
    }

    static RuleGroup group(String name, RuleDraft... rules) {
        var draft = new RuleGroupDraft("test", name, "10s", "", 0, Map.of(), List.of(rules));
        var checked = draft.check(new RuleGroupDraft.Defaults(INTERVAL, Duration.ZERO));
        assertThat(checked).isInstanceOf(RuleGroupDraft.Checked.Valid.class);
        return ((RuleGroupDraft.Checked.Valid) checked).group();
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
