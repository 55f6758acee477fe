package dev.tocsin.evaluation.rules;

import dev.tocsin.labels.Labels;
import java.util.HashSet;
import java.util.LinkedHashMap;

/** One evaluation of a recording rule. */
record RecordingEvaluation(RuleGroup group, RecordingRule rule, EvaluationTime at, RuleEvaluationContext evaluation) {
    RuleEvaluationResult evaluate(RuleState before) {
        var samples = evaluation.result(rule, at.dataTime()).stream()
                .map(element -> RecordedSample.of(rename(element.labels()), at.dataTime(), element))
                .toList();
        var distinct = new HashSet<Labels>();
        samples.forEach(sample -> distinct.add(sample.labels()));
        if (distinct.size() < samples.size()) {
            throw new RuleFailedException("vector contains metrics with the same labelset after applying rule labels");
        }
        if (group.limit() > 0 && samples.size() > group.limit()) {
            throw new RuleFailedException(
                    "exceeded limit of %d with %d series".formatted(group.limit(), samples.size()));
        }
        return RuleEvaluationResult.succeeded(rule, before, RuleAlerts.NONE, samples, at);
    }

    private Labels rename(Labels original) {
        var labels = new LinkedHashMap<>(original.asMap());
        labels.put(Labels.NAME, rule.name());
        labels.putAll(rule.labels());
        return RuleFailedException.requireWithinLimit(Labels.of(labels));
    }
}
