package dev.tocsin.evaluator;

import dev.tocsin.timing.EventLog;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what this instance found at each tick with what the other instances found (promise P6). Heartbeats carry the
 * findings of the newest ticks. If two instances differ at a tick, their next heartbeats carry the results of each group,
 * which tells the group that differs. Ticks at which two instances evaluated other groups, or other versions of them, are
 * not compared. Thread-safe.
 */
public final class Agreement {
    private static final Logger LOG = LoggerFactory.getLogger(Agreement.class);
    private static final int TICKS_IN_HEARTBEAT = 30;
    private static final int KEPT_TICKS = 120;
    /** Results of all groups at all kept ticks. With many groups, fewer ticks are kept. */
    private static final int KEPT_RESULTS = 100_000;

    private static final int KEPT_DISAGREEMENTS = 100;
    private static final int MAX_DETAILED_GROUPS = 500;
    private static final int MAX_INSTANCES = 1_000;
    private static final int HEARTBEATS_WITH_DETAILS = 3;

    private final EventLog events;
    private final TreeMap<Instant, TreeMap<Long, Long>> results = new TreeMap<>();
    /** Number of results of all ticks. */
    private int kept;

    private final Map<Long, String> names = new HashMap<>();
    /** Disputed ticks, with the number of heartbeats that will have the results of their groups. */
    private final TreeMap<Instant, Integer> disputed = new TreeMap<>();

    private final Map<String, Comparison> instances = new TreeMap<>();
    private final Deque<Disagreement> disagreements = new ArrayDeque<>();
    private Instant settled = TickBarrier.NO_TICK;

    /** @param nanos a monotonic clock, in nanoseconds */
    public Agreement(LongSupplier nanos) {
        events = new EventLog(LOG, nanos);
    }

    /**
     * The comparison with one other instance since the start of this one.
     *
     * @param comparedUpTo the newest tick that was compared
     * @param agreed ticks with the same findings
     * @param differed ticks with other findings
     * @param notComparable ticks at which the instances evaluated other groups
     */
    public record Comparison(Instant comparedUpTo, long agreed, long differed, long notComparable) {
        static final Comparison NONE = new Comparison(TickBarrier.NO_TICK, 0, 0, 0);

        private Comparison with(Instant tick, TickFindings own, TickFindings theirs) {
            var isComparable = own.groups() == theirs.groups();
            var isSame = own.results() == theirs.results();
            return new Comparison(
                    tick,
                    agreed + (isComparable && isSame ? 1 : 0),
                    differed + (isComparable && !isSame ? 1 : 0),
                    notComparable + (isComparable ? 0 : 1));
        }
    }

    /** A tick at which another instance found something else. @param group the first group that differs; empty if unknown */
    public record Disagreement(Instant tick, String instance, String group) {}

    /** A group was evaluated. @param definition a hash of the group's definition */
    synchronized void found(Instant tick, String group, long definition, long result) {
        var key = group.hashCode() * 31L + definition;
        names.put(key, group);
        if (results.computeIfAbsent(tick, none -> new TreeMap<>()).put(key, result) == null) {
            kept++;
        }
        while (results.size() > KEPT_TICKS || kept > KEPT_RESULTS && results.size() > 1) {
            var oldest = results.pollFirstEntry();
            kept -= oldest.getValue().size();
            disputed.remove(oldest.getKey());
        }
        if (names.size() > 4 * kept) {
            names.keySet().removeIf(name -> results.values().stream().noneMatch(groups -> groups.containsKey(name)));
        }
    }

    /** All evaluations up to a tick are done on this instance. */
    synchronized void settled(Instant tick) {
        settled = tick;
    }

    /** The text for the next heartbeat of this instance. */
    public synchronized String heartbeat() {
        var report = new TickFindings.Report();
        results.headMap(settled, true).descendingMap().entrySet().stream()
                .limit(TICKS_IN_HEARTBEAT)
                .forEach(tick -> report.ticks().put(tick.getKey(), findings(tick.getValue())));
        newestDisputed().ifPresent(tick -> report.details().put(tick, results.get(tick)));
        return report.text();
    }

    private Optional<Instant> newestDisputed() {
        var newest = disputed.descendingMap().entrySet().stream()
                .filter(tick -> tick.getValue() > 0
                        && results.getOrDefault(tick.getKey(), new TreeMap<>()).size() <= MAX_DETAILED_GROUPS)
                .map(Map.Entry::getKey)
                .findFirst();
        newest.ifPresent(tick -> disputed.merge(tick, -1, Integer::sum));
        return newest;
    }

    private static TickFindings findings(Map<Long, Long> groups) {
        var found = TickFindings.NONE;
        for (var group : groups.entrySet()) {
            found = found.with(group.getKey(), group.getValue());
        }
        return found;
    }

    /** A heartbeat of another instance was read. @param text of its {@link #heartbeat} */
    public synchronized void heard(String instance, String text) {
        if (!instances.containsKey(instance) && instances.size() >= MAX_INSTANCES) {
            return;
        }
        var report = TickFindings.Report.parse(text);
        report.ticks().forEach((tick, theirs) -> compare(instance, tick, theirs));
        report.details().keySet().forEach(tick -> explain(instance, tick, report));
    }

    private void compare(String instance, Instant tick, TickFindings theirs) {
        var before = instances.getOrDefault(instance, Comparison.NONE);
        var groups = results.get(tick);
        if (groups == null || tick.isAfter(settled) || !tick.isAfter(before.comparedUpTo())) {
            return;
        }
        var after = before.with(tick, findings(groups), theirs);
        instances.put(instance, after);
        if (after.differed() > before.differed()) {
            disputed.putIfAbsent(tick, HEARTBEATS_WITH_DETAILS);
            add(new Disagreement(tick, instance, ""));
        }
    }

    private void explain(String instance, Instant tick, TickFindings.Report theirs) {
        var differing = theirs.differences(tick, results.getOrDefault(tick, new TreeMap<>())).stream()
                .map(group -> names.getOrDefault(group, ""))
                .sorted()
                .findFirst();
        var unexplained = new Disagreement(tick, instance, "");
        if (differing.isPresent() && disagreements.remove(unexplained)) {
            add(new Disagreement(tick, instance, differing.get()));
        }
    }

    private void add(Disagreement found) {
        disagreements.addFirst(found);
        if (disagreements.size() > KEPT_DISAGREEMENTS) {
            disagreements.removeLast();
        }
        events.warn(
                "Instances disagree: they evaluated the same rule groups at a tick and found something else",
                details -> details.addKeyValue("tick", found.tick())
                        .addKeyValue("instance", found.instance())
                        .addKeyValue("group", found.group().isEmpty() ? "not known yet" : found.group()));
    }

    /** The comparison with each other instance. */
    public synchronized Map<String, Comparison> comparisons() {
        return new TreeMap<>(instances);
    }

    /** The newest disagreements, the newest first. */
    public synchronized List<Disagreement> disagreements() {
        return List.copyOf(disagreements);
    }
}
