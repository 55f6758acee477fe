package dev.tocsin.evaluator;

import dev.tocsin.evaluation.rules.GroupEvaluation;
import dev.tocsin.evaluation.rules.GroupEvaluationResult;
import dev.tocsin.evaluation.rules.GroupState;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.timing.Causes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Evaluates a group at a tick, on the workers, once this instance has all samples that were there when it was asked. */
final class GroupEvaluator {
    private static final Logger LOG = LoggerFactory.getLogger(GroupEvaluator.class);

    private final EvaluatorContext context;

    GroupEvaluator(EvaluatorContext context) {
        this.context = context;
    }

    /** What was found, and how long that took, in all and rule by rule. */
    record Result(GroupEvaluationResult evaluated, Duration duration, Map<String, Duration> ruleDurations) {}

    /** Whatever must be there first, and the state to begin with once it is; none if others are further by then. */
    record InitialState(CompletableFuture<Void> caughtUp, Supplier<Optional<GroupState>> state) {}

    /** Empty if this instance is behind: it would see series as absent that are not. */
    CompletableFuture<Optional<Result>> evaluate(RuleGroup group, InitialState beginning, Instant tick) {
        return beginning
                .caughtUp()
                .thenCombine(caughtUp(), (ledger, samples) -> true)
                .exceptionally(error -> logNotCaughtUp(group, error))
                .thenComposeAsync(
                        isHere -> (isHere ? beginning.state().get() : Optional.<GroupState>empty())
                                .map(before -> evaluate(group, before, tick))
                                .orElse(CompletableFuture.completedFuture(Optional.empty())),
                        context.loop());
    }

    private CompletableFuture<Optional<Result>> evaluate(RuleGroup group, GroupState before, Instant tick) {
        return CompletableFuture.supplyAsync(() -> Optional.of(evaluateNow(group, before, tick)), context.workers());
    }

    private CompletableFuture<Void> caughtUp() {
        try {
            return context.samples().caughtUp();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Result evaluateNow(RuleGroup group, GroupState before, Instant tick) {
        var began = context.queries().monotonic();
        var evaluation = new LiveEvaluation(context, group);
        var evaluated = GroupEvaluation.evaluate(group, before, tick, evaluation);
        return new Result(evaluated, context.queries().monotonic().minus(began), evaluation.ruleDurations());
    }

    private static boolean logNotCaughtUp(RuleGroup group, Throwable error) {
        LOG.atDebug()
                .addKeyValue("group", group.key())
                .addKeyValue("reason", Causes.message(error))
                .log("Not all samples are here yet");
        return false;
    }
}
