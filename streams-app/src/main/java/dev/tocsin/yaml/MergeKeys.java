package dev.tocsin.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The effect of merge keys ({@code <<}). Prometheus and Alertmanager use two versions of Go's YAML library, which differ
 * in it.
 *
 * @param addedKeys keys whose values add up in Alertmanager; empty in Prometheus
 */
public record MergeKeys(Optional<Set<String>> addedKeys) {
    /** The own entries of a mapping replace merged ones, wherever they stand, and so do earlier merged entries. */
    public static final MergeKeys PROMETHEUS = new MergeKeys(Optional.empty());

    /**
     * Later entries of a mapping replace earlier ones, whether they are merged or its own.
     *
     * @param addedKeys keys whose lists are appended to each other, and whose mappings are united
     */
    public static MergeKeys alertmanager(Set<String> addedKeys) {
        return new MergeKeys(Optional.of(Set.copyOf(addedKeys)));
    }

    /** The mappings of a list in the order in which they are merged. Their first one has the last word in both versions. */
    <T> List<T> inOrder(List<T> mappings) {
        var ordered = new ArrayList<>(mappings);
        if (addedKeys.isPresent()) {
            Collections.reverse(ordered);
        }
        return ordered;
    }

    MergedEntries newMapping(ProblemCollector problems) {
        return new MergedEntries(addedKeys, problems);
    }
}
