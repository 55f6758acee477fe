package dev.tocsin.replay;

import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.StaleMarker;
import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares the samples that rule groups record now with those that they recorded then. Of several samples of a series with
 * one time the first counts, as in an instance.
 */
final class RecordedSamples {
    private final LogComparison comparison;
    private final TreeMap<Long, Map<String, Results>> byTime = new TreeMap<>();

    RecordedSamples(LogComparison comparison) {
        this.comparison = comparison;
    }

    private static final class Results {
        private final Map<Labels, Sample> evaluated = new HashMap<>();
        private final Map<Labels, Sample> logged = new HashMap<>();
    }

    void evaluated(String source, Labels labels, Sample sample) {
        at(source, sample.time()).evaluated.putIfAbsent(labels, sample);
    }

    void logged(String source, Labels labels, Sample sample) {
        at(source, sample.time()).logged.putIfAbsent(labels, sample);
    }

    private Results at(String source, long time) {
        return byTime.computeIfAbsent(time, none -> new TreeMap<>()).computeIfAbsent(source, none -> new Results());
    }

    /** Compares all samples up to a time, and forgets them. @param time in milliseconds since 1970 */
    void compareUpTo(long time) {
        var old = byTime.headMap(time, true);
        old.values().forEach(sources -> sources.forEach(this::compare));
        old.clear();
    }

    private void compare(String source, Results results) {
        var series = new TreeSet<>(results.evaluated.keySet());
        series.addAll(results.logged.keySet());
        for (var labels : series) {
            var evaluated = results.evaluated.get(labels);
            var logged = results.logged.get(labels);
            comparison.sampleCompared();
            if (evaluated == null || logged == null || !isSame(evaluated, logged)) {
                var time = (evaluated == null ? logged : evaluated).time();
                comparison.add(new LogComparison.Difference(
                        "sample %s of %s".formatted(labels, source),
                        Instant.ofEpochMilli(time),
                        text(evaluated),
                        text(logged)));
            }
        }
    }

    private static boolean isSame(Sample one, Sample other) {
        return one.isHistogram() || other.isHistogram()
                ? one.isHistogram() && other.isHistogram() && one.histogram().equalsIgnoringResetHint(other.histogram())
                : Double.doubleToRawLongBits(one.value()) == Double.doubleToRawLongBits(other.value());
    }

    private static String text(Sample sample) {
        if (sample == null) {
            return LogComparison.NOTHING;
        }
        if (sample.isHistogram()) {
            return sample.histogram().toString();
        }
        return StaleMarker.is(sample.value()) ? "a stale marker" : String.valueOf(sample.value());
    }
}
