package dev.tocsin.evaluation.rules;

import dev.tocsin.evaluation.promql.Expr;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A rule by which its expression's result is written as series of a new name.
 *
 * @param labels set on each series; an empty text takes the label away
 */
public record RecordingRule(String uid, String name, Expr expr, Map<String, String> labels) implements Rule {
    public RecordingRule {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }
}
