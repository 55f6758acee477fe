package dev.tocsin.evaluator;

import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.timing.Causes;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The inputs of an evaluation that an instance must wait for. Used on the loop only. */
final class GroupInputs {
    private static final Logger LOG = LoggerFactory.getLogger(GroupInputs.class);

    private final EvaluatorContext context;
    private Optional<Asking> asking = Optional.empty();

    GroupInputs(EvaluatorContext context) {
        this.context = context;
    }

    /**
     * The answers of data sources at a tick, once this instance has all alert states. Empty if those take too long, or if the
     * other instances have gone on to a later tick: an answer from now must not count for a tick before theirs.
     */
    CompletableFuture<Optional<GroupAnswers>> at(Instant tick, RuleGroupStatus status) {
        return awaitAlertStates(tick, status)
                .thenComposeAsync(
                        hasStates -> hasStates
                                ? answers(status.group(), tick)
                                        .thenApply(known -> Optional.of(known)
                                                .filter(answers -> !isOvertaken(status.group(), tick)))
                                : CompletableFuture.completedFuture(Optional.empty()),
                        context.loop());
    }

    /** Other instances have appended answers of data sources. */
    void answersArrived() {
        asking.ifPresent(Asking::answersArrived);
    }

    void cancel() {
        asking.ifPresent(Asking::cancel);
    }

    private CompletableFuture<GroupAnswers> answers(RuleGroup group, Instant tick) {
        if (!group.asksDataSources()) {
            return CompletableFuture.completedFuture(GroupAnswers.NONE);
        }
        var next = new Asking(context, group, tick);
        asking = Optional.of(next);
        return next.start();
    }

    private boolean isOvertaken(RuleGroup group, Instant tick) {
        return context.samples().answers().isOvertaken(group.key(), tick);
    }

    /** True once this instance has all alert states, if it needs them; false if that takes too long. */
    private CompletableFuture<Boolean> awaitAlertStates(Instant tick, RuleGroupStatus status) {
        if (status.isNextTick(tick)) {
            return CompletableFuture.completedFuture(true);
        }
        return CompletableFuture.completedFuture(true)
                .thenCompose(now -> context.alertStates().caughtUp())
                .thenApply(done -> true)
                .exceptionally(error -> {
                    LOG.atDebug()
                            .addKeyValue("group", status.group().key())
                            .addKeyValue("reason", Causes.message(error))
                            .log("Alert states have not arrived yet; the evaluation is tried again");
                    return false;
                });
    }
}
