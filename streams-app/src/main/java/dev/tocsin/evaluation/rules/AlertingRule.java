package dev.tocsin.evaluation.rules;

import dev.tocsin.evaluation.promql.Expr;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A rule by which there is an alert for each element of its expression's result.
 *
 * @param labels templates; an empty text takes the label away
 * @param annotations templates
 */
public record AlertingRule(
        String uid,
        String name,
        Expr expr,
        Duration holdFor,
        Duration keepFiringFor,
        Map<String, String> labels,
        Map<String, String> annotations)
        implements Rule {
    public AlertingRule {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    }

    AlertState.Patience patience() {
        return new AlertState.Patience(holdFor, keepFiringFor);
    }
}
