package dev.tocsin.evaluator;

import dev.tocsin.evaluation.rules.GroupEvaluated;
import dev.tocsin.evaluation.rules.GroupEvaluation;
import dev.tocsin.evaluation.rules.GroupState;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.timing.Causes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Evaluates a group at a tick, on the workers, once this instance has all samples that were there when it was asked. */
final class Evaluator {
    private static final Logger LOG = LoggerFactory.getLogger(Evaluator.class);

    private final Bureau bureau;

    Evaluator(Bureau bureau) {
        this.bureau = bureau;
    }

    /** What was found, and how long that took, in all and rule by rule. */
    record Found(GroupEvaluated evaluated, Duration took, List<Duration> ruleTimes) {}

    /** Whatever must be there first, and the state to begin with once it is; none if others are further by then. */
    record Beginning(CompletableFuture<Void> caughtUp, Supplier<Optional<GroupState>> state) {}

    /** Empty if this instance is behind: it would see series as absent that are not. */
    CompletableFuture<Optional<Found>> evaluate(RuleGroup group, Beginning beginning, Instant tick) {
        return beginning
                .caughtUp()
                .thenCombine(caughtUp(), (ledger, samples) -> true)
                .exceptionally(error -> isBehind(group, error))
                .thenComposeAsync(
                        isHere -> (isHere ? beginning.state().get() : Optional.<GroupState>empty())
                                .map(before -> evaluate(group, before, tick))
                                .orElse(CompletableFuture.completedFuture(Optional.empty())),
                        bureau.loop());
    }

    private CompletableFuture<Optional<Found>> evaluate(RuleGroup group, GroupState before, Instant tick) {
        return CompletableFuture.supplyAsync(() -> Optional.of(work(group, before, tick)), bureau.workers());
    }

    private CompletableFuture<Void> caughtUp() {
        try {
            return bureau.samples().caughtUp();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Found work(RuleGroup group, GroupState before, Instant tick) {
        var began = bureau.queries().now();
        var evaluation = new LiveEvaluation(bureau);
        var evaluated = GroupEvaluation.evaluate(group, before, tick, evaluation);
        return new Found(evaluated, bureau.queries().now().minus(began), evaluation.ruleTimes());
    }

    private static boolean isBehind(RuleGroup group, Throwable error) {
        LOG.atDebug()
                .addKeyValue("group", group.key())
                .addKeyValue("reason", Causes.sentence(error))
                .log("Not all samples are here yet");
        return false;
    }
}
