package dev.tocsin.local.feed;

import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/**
 * The state of a scrape target: its labels and the series of its last scrape. Immutable: each scrape returns the next
 * state.
 */
record Target(Labels labels, Set<Labels> liveSeries) {
    Target {
        liveSeries = Set.copyOf(liveSeries);
    }

    /** {@code of("tocsin", "127.0.0.1:9093")}. */
    static Target of(String job, String instance) {
        return new Target(Labels.of("job", job, "instance", instance), Set.of());
    }

    /** The samples to write and the next state of the target. */
    record ScrapeOutcome(Target next, List<Sample> samples) {}

    ScrapeOutcome scrapeSucceeded(List<Sample> samples) {
        return outcome(samples, 1);
    }

    ScrapeOutcome scrapeFailed() {
        return outcome(List.of(), 0);
    }

    private ScrapeOutcome outcome(List<Sample> scraped, double up) {
        var current = new LinkedHashMap<Labels, Double>();
        scraped.forEach(sample -> current.put(withTargetLabels(sample.series()), sample.value()));
        var samples = new ArrayList<Sample>();
        current.forEach((series, value) -> samples.add(new Sample(series, value)));
        liveSeries.stream()
                .filter(series -> !current.containsKey(series))
                .map(Sample::staleMarker)
                .forEach(samples::add);
        samples.add(Sample.of("up", labels, up));
        return new ScrapeOutcome(new Target(labels, current.keySet()), samples);
    }

    /** Adds the target's labels. Conflicting labels of the series are renamed to {@code exported_...}, as in Prometheus. */
    private Labels withTargetLabels(Labels series) {
        var merged = new LinkedHashMap<String, String>();
        series.forEach((name, value) -> merged.put(labels.has(name) ? "exported_" + name : name, value));
        merged.putAll(labels.asMap());
        return Labels.of(merged);
    }
}
