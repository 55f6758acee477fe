package dev.tocsin.evaluator;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.rules.RecordedSample;
import dev.tocsin.evaluation.rules.Rule;
import dev.tocsin.evaluation.rules.RuleEvaluationContext;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.samples.AppendResult;
import dev.tocsin.labels.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** One evaluation of a group over the samples of this instance. It measures, too, how long each rule took. */
final class LiveEvaluation implements RuleEvaluationContext {
    private final EvaluatorContext context;
    private final Iterator<Rule> rules;
    private final Map<String, Duration> ruleDurations = new HashMap<>();
    private Duration ruleStarted;

    LiveEvaluation(EvaluatorContext context, RuleGroup group) {
        this.context = context;
        this.rules = group.rules().iterator();
        this.ruleStarted = context.queries().monotonic();
    }

    @Override
    public Expr parse(String text) {
        return context.queries().parse(text);
    }

    @Override
    public List<Value.Element> query(Expr expr, Instant at) {
        return context.queries().query(expr, at);
    }

    /** Called after each rule: every instance has what it recorded at once, and the topic brings nothing new to it. */
    @Override
    public String append(List<RecordedSample> samples) {
        var beyond = 0;
        for (var sample : samples) {
            var appended = context.store().append(sample.labels(), sample.sample());
            if (!appended.isStored()) {
                context.telemetry().sampleRejected(appended.name());
                beyond += appended == AppendResult.LIMIT ? 1 : 0;
            }
        }
        var now = context.queries().monotonic();
        ruleDurations.put(rules.next().uid(), now.minus(ruleStarted));
        ruleStarted = now;
        return beyond == 0
                ? ""
                : "%d of %d series are not kept: this instance holds %d already (evaluation.max_series)"
                        .formatted(beyond, samples.size(), context.store().maxSeries());
    }

    @Override
    public Origin origin() {
        return new Origin(Labels.EMPTY, context.externalUrl());
    }

    Map<String, Duration> ruleDurations() {
        return ruleDurations;
    }
}
