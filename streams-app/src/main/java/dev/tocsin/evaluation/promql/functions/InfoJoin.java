package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import dev.tocsin.evaluation.promql.vectors.QueryContext;
import dev.tocsin.evaluation.promql.vectors.VectorRow;
import dev.tocsin.evaluation.promql.vectors.VectorRowBuilder;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Joins series with the info series of the same job and instance at each step. */
final class InfoJoin {
    private static final Set<String> IDENTIFYING = Set.of("instance", "job");

    /** By identifying labels and metric name. The values of the rows are the timestamps of the samples. */
    private final Map<Labels, Map<String, List<VectorRow>>> infos = new HashMap<>();

    private final QueryContext query;
    private final List<Matcher> dataMatchers;
    private final Set<String> wanted;

    /** @param dataMatchers matchers of labels other than the name; if not empty, only these labels are added */
    InfoJoin(InstantVector infos, List<Matcher> dataMatchers, QueryContext query) {
        this.query = query;
        this.dataMatchers = dataMatchers;
        this.wanted = dataMatchers.stream().map(Matcher::name).collect(Collectors.toSet());
        for (var info : infos.rows()) {
            this.infos
                    .computeIfAbsent(info.labels().keep(IDENTIFYING), key -> new LinkedHashMap<>())
                    .computeIfAbsent(info.labels().metricName(), key -> new ArrayList<>())
                    .add(info);
        }
    }

    /** The row with the added labels. There are several rows if the labels change between steps. */
    List<VectorRow> join(VectorRow base) {
        var byName = infos.getOrDefault(base.labels().keep(IDENTIFYING), Map.of());
        var joined = new LinkedHashMap<Labels, VectorRowBuilder>();
        for (var step = 0; step < base.values().length; step++) {
            if (base.has(step)) {
                var labels = labels(base.labels(), newest(byName, step));
                if (labels.isPresent()) {
                    joined.computeIfAbsent(labels.get(), key -> newRow(key, base))
                            .put(step, base);
                }
            }
        }
        return joined.entrySet().stream()
                .map(entry -> entry.getValue().build(entry.getKey(), base.dropName()))
                .toList();
    }

    private VectorRowBuilder newRow(Labels labels, VectorRow base) {
        var steps = base.values().length;
        query.samples().hold(1, steps);
        query.made(labels);
        return VectorRowBuilder.empty(steps);
    }

    private Optional<Labels> labels(Labels base, List<Labels> found) {
        if (found.isEmpty()) {
            var mayBeMissing = dataMatchers.stream().allMatch(matcher -> matcher.matches(""));
            return mayBeMissing ? Optional.of(base) : Optional.empty();
        }
        var added = new HashMap<String, String>();
        for (var info : found) {
            info.forEach((name, value) -> {
                if (isToBeAdded(base, name)) {
                    var other = added.put(name, value);
                    if (other != null && !other.equals(value)) {
                        throw new EvaluationException("conflicting label: " + name);
                    }
                }
            });
        }
        return Optional.of(base.with(Labels.of(added)));
    }

    private boolean isToBeAdded(Labels base, String name) {
        return !name.equals(Labels.NAME) && !base.has(name) && (wanted.isEmpty() || wanted.contains(name));
    }

    /** The labels of the series with the newest sample at a step, for each info metric. */
    private static List<Labels> newest(Map<String, List<VectorRow>> byName, int step) {
        var newest = new ArrayList<Labels>();
        for (var candidates : byName.values()) {
            candidates.stream()
                    .filter(row -> row.has(step))
                    .reduce((one, other) -> newer(one, other, step))
                    .ifPresent(row -> newest.add(row.labels()));
        }
        return newest;
    }

    private static VectorRow newer(VectorRow one, VectorRow other, int step) {
        var oneTime = Math.round(one.values()[step] * 1e3);
        var otherTime = Math.round(other.values()[step] * 1e3);
        if (oneTime == otherTime) {
            throw new EvaluationException("found duplicate series for info metric: existing %s @ %d, new %s @ %d"
                    .formatted(one.labels(), oneTime, other.labels(), otherTime));
        }
        return oneTime > otherTime ? one : other;
    }
}
