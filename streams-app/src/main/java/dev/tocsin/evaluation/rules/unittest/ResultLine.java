package dev.tocsin.evaluation.rules.unittest;

import dev.tocsin.labels.Labels;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One of several things that were expected or came.
 *
 * @param details what is said of it beside its labels, one text each
 */
public record ResultLine(Labels labels, List<String> details) {
    public ResultLine {
        details = List.copyOf(details);
    }

    /** An alert with its annotations. */
    public static ResultLine alert(Labels labels, Map<String, String> annotations) {
        var details = new TreeMap<>(annotations)
                .entrySet().stream()
                        .map(annotation -> annotation.getKey() + ": " + annotation.getValue())
                        .toList();
        return new ResultLine(labels, details);
    }
}
