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
record Target(Labels labels, Set<Labels> alive) {
    Target {
        alive = Set.copyOf(alive);
    }

    /** {@code of("tocsin", "127.0.0.1:9093")}. */
    static Target of(String job, String instance) {
        return new Target(Labels.of("job", job, "instance", instance), Set.of());
    }

    /** What to write, and the target as it is known from now on. */
    record Observed(Target next, List<Sample> samples) {}

    Observed answered(List<Sample> samples) {
        return observed(samples, 1);
    }

    Observed failed() {
        return observed(List.of(), 0);
    }

    private Observed observed(List<Sample> answer, double up) {
        var now = new LinkedHashMap<Labels, Double>();
        answer.forEach(sample -> now.put(own(sample.series()), sample.value()));
        var samples = new ArrayList<Sample>();
        now.forEach((series, value) -> samples.add(new Sample(series, value)));
        alive.stream()
                .filter(series -> !now.containsKey(series))
                .map(Sample::endOf)
                .forEach(samples::add);
        samples.add(Sample.of("up", labels, up));
        return new Observed(new Target(labels, now.keySet()), samples);
    }

    /** The target's labels win; what the series itself said under such a name is kept as {@code exported_...}. */
    private Labels own(Labels series) {
        var merged = new LinkedHashMap<String, String>();
        series.forEach((name, value) -> merged.put(labels.has(name) ? "exported_" + name : name, value));
        merged.putAll(labels.asMap());
        return Labels.of(merged);
    }
}
