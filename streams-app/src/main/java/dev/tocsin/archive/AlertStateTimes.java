package dev.tocsin.archive;

import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.AlertState.Firing;
import dev.tocsin.evaluation.rules.AlertState.Kind;
import dev.tocsin.evaluation.rules.AlertState.Pending;
import dev.tocsin.evaluation.rules.AlertState.Recovering;
import dev.tocsin.evaluation.rules.AlertState.Resolved;
import java.time.Instant;

/** The times of a state, side by side; the beginning of 1970 for what has not happened. */
record AlertStateTimes(Kind kind, Instant activeAt, Instant firedAt, Instant keepFiringSince, Instant resolvedAt) {
    private static final Instant NEVER = Instant.EPOCH;

    static AlertStateTimes of(AlertState state) {
        if (state instanceof Pending pending) {
            return new AlertStateTimes(Kind.PENDING, pending.activeAt(), NEVER, NEVER, NEVER);
        }
        if (state instanceof Firing firing) {
            return new AlertStateTimes(Kind.FIRING, firing.activeAt(), firing.firedAt(), NEVER, NEVER);
        }
        if (state instanceof Recovering recovering) {
            return new AlertStateTimes(
                    Kind.RECOVERING, recovering.activeAt(), recovering.firedAt(), recovering.keepFiringSince(), NEVER);
        }
        if (state instanceof Resolved resolved) {
            return new AlertStateTimes(
                    Kind.RESOLVED, resolved.activeAt(), resolved.firedAt(), NEVER, resolved.resolvedAt());
        }
        return new AlertStateTimes(Kind.INACTIVE, NEVER, NEVER, NEVER, NEVER);
    }

    /** The state itself. @throws IllegalArgumentException if nothing stands */
    AlertState state() {
        return switch (kind) {
            case PENDING -> new Pending(activeAt);
            case FIRING -> new Firing(activeAt, firedAt);
            case RECOVERING -> new Recovering(activeAt, firedAt, keepFiringSince);
            case RESOLVED -> new Resolved(activeAt, firedAt, resolvedAt);
            case INACTIVE -> throw new IllegalArgumentException("an inactive alert has no state to be kept");
        };
    }

    /** When the state was entered: the same whoever says so, and whenever. */
    Instant enteredAt() {
        return switch (kind) {
            case PENDING -> activeAt;
            case FIRING -> firedAt;
            case RECOVERING -> keepFiringSince;
            case RESOLVED -> resolvedAt;
            case INACTIVE -> NEVER;
        };
    }
}
