package dev.tocsin.scheduling;

import dev.tocsin.evaluation.rules.Orphans;
import dev.tocsin.evaluation.rules.Rule;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.streams.records.LoggedAlert;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The evaluating half of one instance: runs every rule group. Safe for every thread. */
public final class Scheduler implements AutoCloseable {
    private static final Duration SETTLE_EVERY = Duration.ofMinutes(1);

    private final Bureau bureau;
    private final Map<String, GroupRunner> runners = new ConcurrentHashMap<>();
    private Loop.Alarm settling = () -> {};
    private boolean open;

    public Scheduler(Bureau bureau) {
        this.bureau = bureau;
        bureau.telemetry().gauge("prometheus_rule_groups", "Rule groups that are evaluated here", () -> runners.size());
    }

    /**
     * Takes up all groups where the cluster stands: what fires by the ledger is given on at once, so that nothing is
     * told to be over that merely was not evaluated yet. Then {@code ready} runs, and then the first evaluations begin.
     */
    public void open(Collection<RuleGroup> groups, Runnable ready) {
        bureau.loop().execute(() -> {
            groups.forEach(group -> runners.put(group.key(), new GroupRunner(bureau, group)));
            runners.values().forEach(GroupRunner::giveWhatIsKnown);
            open = true;
            ready.run();
            runners.values().forEach(GroupRunner::begin);
            settleOrphans();
        });
    }

    /** A group was written or edited. @param at when the log had it; the same on every instance */
    public void put(RuleGroup group, Instant at) {
        whenOpen(() -> {
            var runner = runners.get(group.key());
            if (runner != null) {
                runner.edit(group, at);
            } else {
                var added = new GroupRunner(bureau, group);
                runners.put(group.key(), added);
                added.giveWhatIsKnown();
                added.begin();
            }
        });
    }

    /** A group was removed: what it fired comes to its end. */
    public void remove(String key, Instant at) {
        whenOpen(() -> {
            var runner = runners.remove(key);
            if (runner != null) {
                runner.remove(at);
            }
        });
    }

    /** The ledger says something new of an alert. */
    public void learn(LoggedAlert logged) {
        whenOpen(() -> {
            var runner = runners.get(logged.group());
            if (runner != null) {
                runner.learn(logged);
            }
        });
    }

    /** All groups, in order of their namespaces and names. */
    public List<GroupStatus> statuses() {
        return runners.values().stream()
                .map(GroupRunner::status)
                .sorted(Comparator.comparing(
                                (GroupStatus status) -> status.group().namespace())
                        .thenComparing(status -> status.group().name()))
                .toList();
    }

    /** Begins no evaluation any more. The alerts go on firing for the others. */
    @Override
    public void close() {
        bureau.loop().execute(() -> {
            open = false;
            settling.cancel();
            runners.values().forEach(GroupRunner::stop);
        });
    }

    private void settleOrphans() {
        var orphans = Orphans.settle(
                bureau.ledger().allPersisted(), this::isKnown, bureau.loop().now());
        Reporter.settle(bureau.ledger(), orphans, bureau.alerts());
        settling = bureau.loop().after(SETTLE_EVERY, this::settleOrphans);
    }

    private boolean isKnown(String ruleUid) {
        return runners.values().stream()
                .flatMap(runner -> runner.status().group().rules().stream())
                .map(Rule::uid)
                .anyMatch(ruleUid::equals);
    }

    private void whenOpen(Runnable task) {
        bureau.loop().execute(() -> {
            if (open) {
                task.run();
            }
        });
    }
}
