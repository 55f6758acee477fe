package dev.tocsin.evaluator;

import dev.tocsin.evaluation.rules.Rule;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.kafka.codec.LoggedAlert;
import dev.tocsin.labels.Fingerprint;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The evaluating half of one instance: runs every rule group. Safe for every thread. */
public final class Scheduler implements AutoCloseable {
    private final Bureau bureau;
    private final Map<String, GroupRunner> runners = new ConcurrentHashMap<>();
    private final Predicate<String> isWritten;
    private final Leftovers leftovers;
    private boolean open;

    /**
     * @param isWritten whether anything is written under a group's key, even if it can not be used: then nothing of
     *     that group is over
     */
    public Scheduler(Bureau bureau, Predicate<String> isWritten) {
        this.bureau = bureau;
        this.isWritten = isWritten;
        this.leftovers = new Leftovers(bureau, new CurrentRules());
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
            leftovers.begin();
        });
    }

    /** A group was written or edited. @param at when the log had it; the same on every instance */
    public void put(RuleGroup group, Instant at) {
        whenOpen(() -> {
            var runner = runners.get(group.key());
            if (runner == null) {
                add(group);
            } else if (runner.isEnding()) {
                // It may fire the same again: its end is told first.
                bureau.loop().whenDone(runner.removed(), (done, error) -> put(group, at));
            } else {
                runner.edit(group, at);
            }
        });
    }

    /** A group was removed: what it fired comes to its end. */
    public void remove(String key, Instant at) {
        whenOpen(() -> {
            var runner = runners.get(key);
            if (runner != null) {
                bureau.loop().whenDone(runner.remove(at), (done, error) -> {
                    if (runners.remove(key, runner)) {
                        bureau.telemetry().forget(key);
                    }
                });
            }
        });
    }

    /** The ledger says something new of an alert, or has forgotten it. */
    public void learn(String ruleUid, Fingerprint alert) {
        whenOpen(() -> runners.forEach((key, runner) -> {
            if (ruleUid.startsWith(key + "/")) {
                runner.learn(ruleUid, alert);
            }
        }));
    }

    private void add(RuleGroup group) {
        var added = new GroupRunner(bureau, group);
        runners.put(group.key(), added);
        added.giveWhatIsKnown();
        added.begin();
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
            leftovers.stop();
            runners.values().forEach(GroupRunner::stop);
        });
    }

    /** What the runners have now. */
    private final class CurrentRules implements Leftovers.Rules {
        @Override
        public Predicate<LoggedAlert> orphaned() {
            var uids = runners.values().stream()
                    .flatMap(runner -> runner.status().group().rules().stream())
                    .map(Rule::uid)
                    .collect(Collectors.toSet());
            return alert -> !uids.contains(alert.persisted().ruleUid())
                    && (runners.containsKey(alert.group()) || !isWritten.test(alert.group()));
        }

        @Override
        public boolean fire(Fingerprint alert) {
            return runners.values().stream()
                    .flatMap(runner -> runner.status().state().rules().values().stream())
                    .map(rule -> rule.alerts().get(alert))
                    .anyMatch(active -> active != null && active.state().isFiring());
        }
    }

    private void whenOpen(Runnable task) {
        bureau.loop().execute(() -> {
            if (open) {
                task.run();
            }
        });
    }
}
