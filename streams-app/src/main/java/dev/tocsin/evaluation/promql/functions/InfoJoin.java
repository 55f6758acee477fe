package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.vectors.Column;
import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.Row;
import dev.tocsin.evaluation.promql.vectors.Rows;
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

/** Series and the info series of the same job and instance, at each step. */
final class InfoJoin {
    private static final Set<String> IDENTIFYING = Set.of("instance", "job");

    /** By what identifies a target, and by name; the rows' values are the times of the samples. */
    private final Map<Labels, Map<String, List<Row>>> infos = new HashMap<>();

    private final List<Matcher> ofData;
    private final Set<String> wanted;

    /** @param ofData matchers of labels other than the name; if there are any, only the labels they name are added */
    InfoJoin(Rows infos, List<Matcher> ofData) {
        this.ofData = ofData;
        this.wanted = ofData.stream().map(Matcher::name).collect(Collectors.toSet());
        for (var info : infos.list()) {
            this.infos
                    .computeIfAbsent(info.labels().keep(IDENTIFYING), key -> new LinkedHashMap<>())
                    .computeIfAbsent(info.labels().metricName(), key -> new ArrayList<>())
                    .add(info);
        }
    }

    /** The row with the labels added; several rows, if the labels change from step to step. */
    List<Row> rows(Row base) {
        var byName = infos.getOrDefault(base.labels().keep(IDENTIFYING), Map.of());
        var joined = new LinkedHashMap<Labels, Column>();
        for (var step = 0; step < base.values().length; step++) {
            if (base.has(step)) {
                var labels = labels(base.labels(), newest(byName, step));
                if (labels.isPresent()) {
                    joined.computeIfAbsent(labels.get(), key -> Column.empty(base.values().length))
                            .put(step, base);
                }
            }
        }
        return joined.entrySet().stream()
                .map(entry -> entry.getValue().row(entry.getKey(), base.losesName()))
                .toList();
    }

    private Optional<Labels> labels(Labels base, List<Labels> found) {
        if (found.isEmpty()) {
            var mayBeMissing = ofData.stream().allMatch(matcher -> matcher.matches(""));
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

    /** Of each info metric, the series whose sample is the newest at a step. */
    private static List<Labels> newest(Map<String, List<Row>> byName, int step) {
        var newest = new ArrayList<Labels>();
        for (var candidates : byName.values()) {
            candidates.stream()
                    .filter(row -> row.has(step))
                    .reduce((one, other) -> newer(one, other, step))
                    .ifPresent(row -> newest.add(row.labels()));
        }
        return newest;
    }

    private static Row newer(Row one, Row other, int step) {
        var oneTime = Math.round(one.values()[step] * 1e3);
        var otherTime = Math.round(other.values()[step] * 1e3);
        if (oneTime == otherTime) {
            throw new EvaluationException("found duplicate series for info metric: existing %s @ %d, new %s @ %d"
                    .formatted(one.labels(), oneTime, other.labels(), otherTime));
        }
        return oneTime > otherTime ? one : other;
    }
}
