package dev.tocsin.evaluation.rules;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A rule that writes the result of its expression as series with a new name.
 *
 * @param labels set on each series; an empty text removes the label
 */
public record RecordingRule(String uid, String name, RuleExpression expression, Map<String, String> labels)
        implements Rule {
    public RecordingRule {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }
}
