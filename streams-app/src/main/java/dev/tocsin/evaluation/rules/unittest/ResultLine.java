package dev.tocsin.evaluation.rules.unittest;

import dev.tocsin.labels.Labels;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One expected or actual alert or sample.
 *
 * @param details annotations of the alert, or value of the sample
 */
public record ResultLine(Labels labels, List<String> details) {
    public ResultLine {
        details = List.copyOf(details);
    }

    static ResultLine alert(Labels labels, Map<String, String> annotations) {
        var details = new TreeMap<>(annotations)
                .entrySet().stream()
                        .map(annotation -> annotation.getKey() + ": " + annotation.getValue())
                        .toList();
        return new ResultLine(labels, details);
    }
}
