package dev.tocsin.evaluation.rules;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The persisted alerts of rules that are no more. */
public final class OrphanTransitions {
    private OrphanTransitions() {}

    /**
     * What is to become of them at an instant: those that fire are resolved, those that are pending or were resolved
     * long ago are forgotten.
     *
     * @param isKnown whether there is a rule of a uid
     */
    public static List<Transition> resolve(
            Collection<RuleAlertState> persisted, Predicate<String> isKnown, Instant at) {
        return persisted.stream()
                .filter(one -> !isKnown.test(one.ruleUid()))
                .flatMap(one -> resolve(one, at).stream())
                .toList();
    }

    private static Optional<Transition> resolve(RuleAlertState orphan, Instant at) {
        var before = orphan.alert().state();
        var after = before.terminate(at);
        return after.equals(before)
                ? Optional.empty()
                : Optional.of(
                        new Transition(orphan.ruleUid(), before, orphan.alert().withState(after), at));
    }
}
