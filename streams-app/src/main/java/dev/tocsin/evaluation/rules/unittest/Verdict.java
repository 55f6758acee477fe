package dev.tocsin.evaluation.rules.unittest;

import dev.tocsin.evaluation.samples.Series;
import java.util.List;

/**
 * What came of a trial.
 *
 * @param data all that there was to query in the end, given and recorded
 */
public record Verdict(Trial trial, List<Finding> findings, List<Series> data) {
    public Verdict {
        findings = List.copyOf(findings);
        data = List.copyOf(data);
    }

    public boolean isPassed() {
        return findings.isEmpty();
    }
}
