package dev.tocsin.evaluation.rules;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

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

    /** The fields that are not empty, by their names in rule files. */
    Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("record", record);
        fields.put("alert", alert);
        fields.put("expr", expr);
        fields.put("for", holdFor);
        fields.put("keep_firing_for", keepFiringFor);
        fields.put("labels", new TreeMap<>(labels));
        fields.put("annotations", new TreeMap<>(annotations));
        fields.values().removeIf(value -> value.equals("") || value.equals(Map.of()));
        return fields;
    }

    /** Name of the alert or of the recorded series. */
    String name() {
        return alert.isEmpty() ? record : alert;
    }
}
