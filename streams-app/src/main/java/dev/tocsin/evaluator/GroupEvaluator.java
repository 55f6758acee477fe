package dev.tocsin.evaluator;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.rules.GroupEvaluation;
import dev.tocsin.evaluation.rules.GroupEvaluationResult;
import dev.tocsin.evaluation.rules.GroupState;
import dev.tocsin.evaluation.rules.RecordedSample;
import dev.tocsin.evaluation.rules.Rule;
import dev.tocsin.evaluation.rules.RuleEvaluationContext;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.samples.AppendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** One evaluation of a group against the samples of this instance. Measures the duration of each rule. */
final class GroupEvaluator implements RuleEvaluationContext {
    private final EvaluatorContext context;
    private final Iterator<Rule> rules;
    private final Map<String, Duration> ruleDurations = new HashMap<>();
    private Duration ruleStarted;

    private GroupEvaluator(EvaluatorContext context, RuleGroup group) {
        this.context = context;
        this.rules = group.rules().iterator();
        this.ruleStarted = context.queries().monotonic();
    }

    /** @param status the group after the evaluation */
    record Result(GroupEvaluationResult evaluated, RuleGroupStatus status) {}

    /** Evaluates the group on the calling thread. */
    static Result evaluate(EvaluatorContext context, RuleGroup group, GroupState before, Instant tick) {
        var started = context.queries().monotonic();
        var evaluator = new GroupEvaluator(context, group);
        var evaluated = GroupEvaluation.evaluate(group, before, tick, evaluator);
        var duration = context.queries().monotonic().minus(started);
        return new Result(
                evaluated, new RuleGroupStatus(group, evaluated.after(), tick, duration, evaluator.ruleDurations));
    }

    @Override
    public Expr parse(String text) {
        return context.queries().parse(text);
    }

    @Override
    public List<Value.Element> query(Expr expr, Instant at) {
        return context.queries().query(expr, at);
    }

    /**
     * Called once after each rule. The samples go to the local store at once. The same samples from the topic, which
     * one instance writes, then change nothing.
     */
    @Override
    public String append(List<RecordedSample> samples) {
        var overLimit = 0;
        for (var sample : samples) {
            var appended = context.store().append(sample.labels(), sample.sample());
            if (appended.isRejected()) {
                context.telemetry().samplesRejected(appended.name(), 1);
                overLimit += appended == AppendResult.LIMIT ? 1 : 0;
            }
        }
        var now = context.queries().monotonic();
        ruleDurations.put(rules.next().uid(), now.minus(ruleStarted));
        ruleStarted = now;
        return overLimit == 0
                ? ""
                : "%d of %d series are not kept: this instance holds %d already (evaluation.max_series)"
                        .formatted(overLimit, samples.size(), context.store().maxSeries());
    }

    @Override
    public Origin origin() {
        return context.origin();
    }
}
