package dev.tocsin.evaluator;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.engine.SharedResults;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.rules.GroupEvaluation;
import dev.tocsin.evaluation.rules.GroupEvaluationResult;
import dev.tocsin.evaluation.rules.GroupState;
import dev.tocsin.evaluation.rules.RecordedSample;
import dev.tocsin.evaluation.rules.Rule;
import dev.tocsin.evaluation.rules.RuleEvaluationContext;
import dev.tocsin.evaluation.rules.RuleEvaluationResult;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleHealth;
import dev.tocsin.evaluation.samples.AppendResult;
import dev.tocsin.evaluation.samples.Queryable;
import dev.tocsin.evaluation.samples.Visibility;
import dev.tocsin.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** One evaluation of a group against the samples of this instance. Measures the duration of each rule. */
final class GroupEvaluator implements RuleEvaluationContext {
    private final EvaluatorContext context;
    private final String source;
    private final Queryable samples;
    private final SharedResults shared;
    private final GroupAnswers answers;
    private final Iterator<Rule> rules;
    private final Map<String, Duration> ruleDurations = new HashMap<>();
    private Duration ruleStarted;

    private GroupEvaluator(
            EvaluatorContext context,
            RuleGroup group,
            String source,
            Instant tick,
            Instant asOf,
            SharedResults shared,
            GroupAnswers answers) {
        this.context = context;
        this.answers = answers;
        this.shared = shared;
        this.source = source;
        this.samples = context.store()
                .as(new Visibility(
                        tick.toEpochMilli(),
                        asOf.toEpochMilli(),
                        source,
                        tick.minus(group.queryOffset()).toEpochMilli()));
        this.rules = group.rules().iterator();
        this.ruleStarted = context.queries().monotonic();
    }

    /** @param status the group after the evaluation */
    record Result(GroupEvaluationResult evaluated, RuleGroupStatus status) {
        /** Records the metrics. @param before the group before the evaluation */
        void record(Telemetry telemetry, RuleGroupStatus before, Instant now) {
            var tick = evaluated.tick();
            var rules = evaluated.rules();
            var failures = rules.stream()
                    .map(RuleEvaluationResult::after)
                    .filter(rule -> rule.health().kind() == RuleHealth.Kind.ERR)
                    .count();
            var key = status.group().key();
            telemetry.evaluated(
                    key, status.evaluationDuration(), Duration.between(tick, now), rules.size(), (int) failures);
            var missed = before.missedTicksBefore(tick);
            if (missed > 0) {
                telemetry.missedTicks(key, missed);
            }
        }
    }

    /** Evaluates the group on the calling thread. @param answers of the data sources of its rules */
    static Result evaluate(
            EvaluatorContext context, RuleGroup group, GroupState before, Instant tick, GroupAnswers answers) {
        var started = context.queries().monotonic();
        var evaluator = new GroupEvaluator(
                context,
                group,
                group.key(),
                tick,
                tick,
                context.queries().results().at(tick),
                answers);
        var evaluated = GroupEvaluation.evaluate(group, before, tick, evaluator);
        var duration = context.queries().monotonic().minus(started);
        var warnings = new HashMap<String, List<String>>();
        group.rules().forEach(rule -> warnings.put(rule.uid(), answers.warnings(rule)));
        warnings.values().removeIf(List::isEmpty);
        var status = new RuleGroupStatus(group, evaluated.after(), tick, duration, evaluator.ruleDurations, warnings);
        return new Result(evaluated, status);
    }

    /** Evaluates the recording rules of the group at a missed tick. @param asOf the tick whose samples are visible */
    static GroupEvaluationResult evaluateLate(
            EvaluatorContext context, RuleGroup group, GroupState before, Instant tick, Instant asOf) {
        var evaluator = new GroupEvaluator(
                context, group, StateLogger.lateSource(group.key()), tick, asOf, SharedResults.NONE, GroupAnswers.NONE);
        return GroupEvaluation.evaluateRecordingRules(group, before, tick, evaluator);
    }

    @Override
    public Expr parse(String text) {
        return context.queries().parse(text);
    }

    @Override
    public List<Value.Element> query(Expr expr, Instant at) {
        return context.queries().query(samples, expr, at, shared);
    }

    @Override
    public List<Value.Element> answer(Rule rule) {
        return answers.of(rule).requireElements();
    }

    /**
     * Called once after each rule. The group's later rules see the samples at once. Other groups see them once they are
     * read from the topic, which has them from one instance.
     */
    @Override
    public String append(List<RecordedSample> samples) {
        var overLimit = 0;
        for (var sample : samples) {
            var appended = context.store().appendRecorded(sample.labels(), sample.sample(), source);
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
