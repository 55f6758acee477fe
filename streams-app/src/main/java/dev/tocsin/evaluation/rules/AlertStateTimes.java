package dev.tocsin.evaluation.rules;

import dev.tocsin.evaluation.rules.AlertState.Firing;
import dev.tocsin.evaluation.rules.AlertState.Kind;
import dev.tocsin.evaluation.rules.AlertState.Pending;
import dev.tocsin.evaluation.rules.AlertState.Recovering;
import dev.tocsin.evaluation.rules.AlertState.Resolved;
import java.time.Instant;

/** An alert state as flat columns, for records and rows. A time that does not apply to the state is {@link #NEVER}. */
public record AlertStateTimes(
        Kind kind, Instant activeAt, Instant firedAt, Instant keepFiringSince, Instant resolvedAt) {
    public static final Instant NEVER = Instant.EPOCH;

    /** The state with these times. @throws IllegalArgumentException if the kind is {@link Kind#INACTIVE} */
    public AlertState state() {
        return switch (kind) {
            case PENDING -> new Pending(activeAt);
            case FIRING -> new Firing(activeAt, firedAt);
            case RECOVERING -> new Recovering(activeAt, firedAt, keepFiringSince);
            case RESOLVED -> new Resolved(activeAt, firedAt, resolvedAt);
            case INACTIVE -> throw new IllegalArgumentException("an inactive alert is deleted, not stored");
        };
    }

    /** The same state since the start of another one. A time that does not apply to one of both stays. */
    AlertStateTimes withStartOf(AlertStateTimes other) {
        return new AlertStateTimes(
                kind, start(activeAt, other.activeAt), start(firedAt, other.firedAt), keepFiringSince, resolvedAt);
    }

    private static Instant start(Instant own, Instant other) {
        return own.equals(NEVER) || other.equals(NEVER) ? own : other;
    }

    /** Whether the alert became active or fired at a tick. */
    boolean beganAt(Instant tick) {
        return activeAt.equals(tick) || firedAt.equals(tick);
    }

    /** When the alert entered the state. Every report of the same state gives the same time. */
    public Instant enteredAt() {
        return switch (kind) {
            case PENDING -> activeAt;
            case FIRING -> firedAt;
            case RECOVERING -> keepFiringSince;
            case RESOLVED -> resolvedAt;
            case INACTIVE -> NEVER;
        };
    }
}
