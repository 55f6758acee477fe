package dev.tocsin.evaluation.rules;

import java.util.Map;

/** A rule as it was written, right or wrong; what was left out is empty. */
public record RuleDraft(
        String record,
        String alert,
        String expr,
        String holdFor,
        String keepFiringFor,
        Map<String, String> labels,
        Map<String, String> annotations) {
    public RuleDraft {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** Its name, whatever it is. */
    String name() {
        return alert.isEmpty() ? record : alert;
    }
}
