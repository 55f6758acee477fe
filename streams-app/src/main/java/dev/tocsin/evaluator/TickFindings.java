package dev.tocsin.evaluator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Findings of one instance at one tick, as hashes.
 *
 * @param groups the evaluated groups with their definitions
 * @param results what they found
 */
record TickFindings(long groups, long results) {
    static final TickFindings NONE = new TickFindings(0, 0);

    TickFindings with(long group, long result) {
        return new TickFindings(groups + ResultHash.mix(group), results + ResultHash.mix(group ^ result));
    }

    /**
     * The findings of an instance at its newest ticks, as they stand in its heartbeats. A line for each tick, and for
     * disputed ticks a line for each group.
     *
     * @param details the result of each group of a disputed tick
     */
    record Report(TreeMap<Instant, TickFindings> ticks, TreeMap<Instant, TreeMap<Long, Long>> details) {
        private static final int MAX_LINES = 2_000;

        Report() {
            this(new TreeMap<>(), new TreeMap<>());
        }

        String text() {
            var lines = new ArrayList<String>();
            ticks.forEach((tick, found) ->
                    lines.add("%d %x %x".formatted(tick.toEpochMilli(), found.groups(), found.results())));
            details.forEach((tick, groups) -> groups.forEach(
                    (group, result) -> lines.add("%d %x %x group".formatted(tick.toEpochMilli(), group, result))));
            return String.join("\n", lines.subList(0, Math.min(MAX_LINES, lines.size())));
        }

        /** Reads a report of any writer. Lines that are not valid are left out. */
        static Report parse(String text) {
            var report = new Report();
            text.lines().limit(MAX_LINES).forEach(line -> parse(line.split(" ")).ifPresent(report::add));
            return report;
        }

        private record Line(Instant tick, long first, long second, boolean isGroup) {}

        private static Optional<Line> parse(String... words) {
            if (words.length < 3 || words.length > 4) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Line(
                        Instant.ofEpochMilli(Long.parseLong(words[0])),
                        Long.parseUnsignedLong(words[1], 16),
                        Long.parseUnsignedLong(words[2], 16),
                        words.length == 4));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }

        private void add(Line line) {
            if (line.isGroup()) {
                details.computeIfAbsent(line.tick(), none -> new TreeMap<>()).put(line.first(), line.second());
            } else {
                ticks.put(line.tick(), new TickFindings(line.first(), line.second()));
            }
        }

        /** The groups whose results differ at a tick, of those that both reports have. */
        List<Long> differences(Instant tick, TreeMap<Long, Long> own) {
            var theirs = details.getOrDefault(tick, new TreeMap<>());
            return own.entrySet().stream()
                    .filter(group -> theirs.containsKey(group.getKey())
                            && !theirs.get(group.getKey()).equals(group.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }
}
