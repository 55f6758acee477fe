package dev.tocsin.local.feed;

import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/**
 * What is known of one scraped thing: its labels, and the series that it had when it was last asked. Immutable: each
 * answer makes the next one.
 */
record Target(Labels labels, Set<Labels> liveSeries) {
    Target {
        liveSeries = Set.copyOf(liveSeries);
    }

    /** {@code of("tocsin", "127.0.0.1:9093")}. */
    static Target of(String job, String instance) {
        return new Target(Labels.of("job", job, "instance", instance), Set.of());
    }

    /** What to write, and the target as it is known from now on. */
    record ScrapeOutcome(Target next, List<Sample> samples) {}

    ScrapeOutcome scrapeSucceeded(List<Sample> samples) {
        return scraped(samples, 1);
    }

    ScrapeOutcome scrapeFailed() {
        return scraped(List.of(), 0);
    }

    private ScrapeOutcome scraped(List<Sample> answer, double up) {
        var now = new LinkedHashMap<Labels, Double>();
        answer.forEach(sample -> now.put(withTargetLabels(sample.series()), sample.value()));
        var samples = new ArrayList<Sample>();
        now.forEach((series, value) -> samples.add(new Sample(series, value)));
        liveSeries.stream()
                .filter(series -> !now.containsKey(series))
                .map(Sample::staleMarker)
                .forEach(samples::add);
        samples.add(Sample.of("up", labels, up));
        return new ScrapeOutcome(new Target(labels, now.keySet()), samples);
    }

    /** The target's labels win; what the series itself said under such a name is kept as {@code exported_...}. */
    private Labels withTargetLabels(Labels series) {
        var merged = new LinkedHashMap<String, String>();
        series.forEach((name, value) -> merged.put(labels.has(name) ? "exported_" + name : name, value));
        merged.putAll(labels.asMap());
        return Labels.of(merged);
    }
}
