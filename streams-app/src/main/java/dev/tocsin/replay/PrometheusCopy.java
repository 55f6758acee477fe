package dev.tocsin.replay;

import dev.tocsin.datasources.PrometheusSamples;
import dev.tocsin.evaluation.rules.RecordingRule;
import dev.tocsin.evaluation.rules.Rule;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleSelectors;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.kafka.copies.CopyWriter;
import dev.tocsin.kafka.copies.TopicCopies;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;

/**
 * Writes the samples that rules select in a Prometheus as a copy of the samples topic. A sample is in the log at the end of
 * its second, as if nothing had been late.
 *
 * @param progress is told the copied part, between 0 and 1
 */
public record PrometheusCopy(PrometheusSamples prometheus, Topics topics, DoubleConsumer progress) {
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int SERIES_OF_RECORD = 2_000;
    private static final long SECOND = 1_000;

    /**
     * The numbers of a copy.
     *
     * @param histograms the number of answers' series with native histograms, which are left out
     */
    public record Contents(long samples, long histograms) {}

    /** Selectors that rules of some groups have, without the series that these groups record themselves. */
    public static Set<String> selectors(List<RuleGroup> groups, RuleSelectors selectors) {
        groups.forEach(selectors::put);
        var recorded = groups.stream()
                .flatMap(group -> group.rules().stream())
                .filter(RecordingRule.class::isInstance)
                .map(Rule::name)
                .collect(Collectors.toCollection(HashSet::new));
        return selectors.all().stream()
                .filter(matchers -> matchers.stream().noneMatch(matcher -> isName(matcher, recorded)))
                .map(PrometheusCopy::text)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isName(Matcher matcher, Set<String> names) {
        return matcher.name().equals(Labels.NAME)
                && matcher.op() == Matcher.Op.EQUAL
                && names.contains(matcher.value());
    }

    private static String text(List<Matcher> matchers) {
        return matchers.stream().map(Matcher::toString).sorted().collect(Collectors.joining(",", "{", "}"));
    }

    /**
     * Writes the copy.
     *
     * @param from samples up to this time are left out
     * @throws PrometheusSamples.UnreadableSamplesException if Prometheus does not answer
     */
    public Contents write(TopicCopies copies, Set<String> selectors, Instant from, Instant to) {
        try (var writer = copies.create(topics.samples().name(), 0)) {
            var samples = 0L;
            var histograms = 0L;
            for (var start = from; start.isBefore(to); start = start.plus(WINDOW)) {
                progress.accept(Duration.between(from, start).toMillis()
                        / (double) Duration.between(from, to).toMillis());
                var end = start.plus(WINDOW).isBefore(to) ? start.plus(WINDOW) : to;
                var bySecond = new TreeMap<Long, Map<Labels, List<Sample>>>();
                var known = new HashSet<Labels>();
                for (var selector : selectors) {
                    var answer = prometheus.read(selector, start, end);
                    histograms += answer.histograms();
                    // Several selectors can find the same series.
                    answer.series().stream()
                            .filter(series -> known.add(series.labels()))
                            .forEach(series -> add(series, bySecond));
                }
                samples += write(bySecond, writer);
            }
            progress.accept(1);
            return new Contents(samples, histograms);
        }
    }

    private static void add(TimeSeries series, Map<Long, Map<Labels, List<Sample>>> bySecond) {
        for (var sample : series.samples()) {
            var second = -Math.floorDiv(-sample.time(), SECOND) * SECOND;
            bySecond.computeIfAbsent(second, none -> new HashMap<>())
                    .computeIfAbsent(series.labels(), none -> new ArrayList<>(1))
                    .add(sample);
        }
    }

    private long write(TreeMap<Long, Map<Labels, List<Sample>>> bySecond, CopyWriter writer) {
        var samples = 0L;
        for (var second : bySecond.entrySet()) {
            var at = Instant.ofEpochMilli(second.getKey());
            var batch = new ArrayList<TimeSeries>();
            for (var series : second.getValue().entrySet()) {
                batch.add(new TimeSeries(series.getKey(), series.getValue()));
                samples += series.getValue().size();
                if (batch.size() == SERIES_OF_RECORD) {
                    write(batch, at, writer);
                }
            }
            write(batch, at, writer);
        }
        return samples;
    }

    private void write(List<TimeSeries> batch, Instant at, CopyWriter writer) {
        if (!batch.isEmpty()) {
            writer.write(at, "", Codecs.SAMPLES.encode(SampleBatch.of(batch)));
            batch.clear();
        }
    }
}
