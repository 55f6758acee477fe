package dev.tocsin.evaluation.rules;

import java.util.Map;

/** A rule as written, not validated. Missing fields are empty. */
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

    /** Name of the alert or of the recorded series. */
    String name() {
        return alert.isEmpty() ? record : alert;
    }
}
