package dev.tocsin.evaluator;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.promql.vectors.Cancellation;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.GroupEvaluation;
import dev.tocsin.evaluation.rules.GroupState;
import dev.tocsin.evaluation.rules.RecordedSample;
import dev.tocsin.evaluation.rules.Rule;
import dev.tocsin.evaluation.rules.RuleDraft;
import dev.tocsin.evaluation.rules.RuleEvaluationContext;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleQuery;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.labels.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Compares rule groups that are not in force yet with those that are: which rules change, and which alerts would begin and end
 * now. Nothing is stored. The samples of new recording rules do not exist, so rules that read them find nothing.
 *
 * @param nanos a monotonic clock, in nanoseconds
 * @param timeout for all rules together
 */
public record DryRun(
        Engine engine, SeriesStore store, RuleEvaluationContext.Origin origin, LongSupplier nanos, Duration timeout) {
    /** The change of a rule. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED,
        SAME
    }

    /**
     * A rule before and after.
     *
     * @param firesNow alerts whose condition holds with the new rule and that are not active now
     * @param resolvesNow active alerts whose condition does not hold with the new rule
     * @param problem why the new rule cannot be evaluated; empty if it can
     */
    public record Change(
            String group,
            String rule,
            Kind kind,
            List<ActiveAlert> firesNow,
            List<ActiveAlert> resolvesNow,
            String problem) {}

    /**
     * Compares groups of one namespace. Groups in force that are not among the new ones are passed over.
     *
     * @param next valid groups
     * @param current the groups in force, in any order
     * @param now time of the evaluations
     */
    public List<Change> compare(Collection<RuleGroup> next, Collection<RuleGroupStatus> current, Instant now) {
        var evaluation = new Evaluation(nanos.getAsLong() + timeout.toNanos());
        var changes = new ArrayList<Change>();
        for (var group : next) {
            var before = current.stream()
                    .filter(status -> status.group().key().equals(group.key()))
                    .findFirst();
            changes.addAll(compare(group, before, now, evaluation));
        }
        return changes;
    }

    private List<Change> compare(
            RuleGroup group, Optional<RuleGroupStatus> before, Instant now, Evaluation evaluation) {
        var evaluated = GroupEvaluation.evaluate(group, GroupState.INITIAL, now, evaluation);
        var removed =
                new ArrayList<>(before.map(status -> status.group().rules()).orElse(List.of()));
        var changes = new ArrayList<Change>();
        for (var result : evaluated.rules()) {
            var rule = result.rule();
            var old = predecessor(rule, removed, group);
            old.ifPresent(removed::remove);
            var active = old.map(one -> before.orElseThrow().state().of(one).alerts())
                    .orElse(Map.of());
            var kind = old.isEmpty()
                    ? Kind.ADDED
                    : isSame(old.get(), rule, before.orElseThrow().group(), group) ? Kind.SAME : Kind.CHANGED;
            var failed = result.after().health().lastError();
            changes.add(new Change(
                    group.name(),
                    rule.name(),
                    kind,
                    failed.isEmpty() ? missing(result.after().alerts(), active) : List.of(),
                    failed.isEmpty() ? missing(active, result.after().alerts()) : List.of(),
                    failed));
        }
        removed.forEach(rule -> changes.add(new Change(
                group.name(),
                rule.name(),
                Kind.REMOVED,
                List.of(),
                missing(before.orElseThrow().state().of(rule).alerts(), Map.of()),
                "")));
        return changes;
    }

    /** The rule in force that a new one replaces: the same one, or the first one of its name that no equal rule replaces. */
    private static Optional<Rule> predecessor(Rule rule, List<Rule> old, RuleGroup next) {
        return old.stream()
                .filter(one -> one.uid().equals(rule.uid()))
                .findFirst()
                .or(() -> old.stream()
                        .filter(one -> one.getClass().equals(rule.getClass())
                                && one.name().equals(rule.name()))
                        .filter(one -> next.rules().stream()
                                .noneMatch(other -> other.uid().equals(one.uid())))
                        .findFirst());
    }

    private static boolean isSame(Rule old, Rule rule, RuleGroup before, RuleGroup next) {
        return old.uid().equals(rule.uid())
                && draft(before, old).equals(draft(next, rule))
                && before.interval().equals(next.interval())
                && before.queryOffset().equals(next.queryOffset());
    }

    private static RuleDraft draft(RuleGroup group, Rule rule) {
        for (var i = 0; i < group.rules().size(); i++) {
            if (group.rules().get(i).uid().equals(rule.uid())) {
                return group.draft().rules().get(i);
            }
        }
        throw new IllegalArgumentException("rule %s is in another group".formatted(rule.uid()));
    }

    /** The active alerts that the others are without. */
    private static List<ActiveAlert> missing(
            Map<Fingerprint, ActiveAlert> alerts, Map<Fingerprint, ActiveAlert> others) {
        return alerts.values().stream()
                .filter(alert -> alert.state().isActive())
                .filter(alert -> Optional.ofNullable(others.get(alert.fingerprint()))
                        .filter(other -> other.state().isActive())
                        .isEmpty())
                .toList();
    }

    private final class Evaluation implements RuleEvaluationContext {
        private final long end;

        Evaluation(long end) {
            this.end = end;
        }

        @Override
        public Expr parse(String text) {
            return engine.parse(text);
        }

        @Override
        public List<Value.Element> query(Expr expr, Instant at) {
            return RuleQuery.evaluate(
                    engine,
                    store,
                    expr,
                    at,
                    () -> nanos.getAsLong() - end > 0 ? Cancellation.State.TIMED_OUT : Cancellation.State.ACTIVE);
        }

        @Override
        public String append(List<RecordedSample> samples) {
            return "";
        }

        @Override
        public RuleEvaluationContext.Origin origin() {
            return origin;
        }
    }
}
