package dev.tocsin.evaluation.rules;

import java.time.Duration;
import java.time.Instant;

/**
 * Where one alert of one rule stands. Each state knows what is true of it and where it can go; the same state again
 * means that nothing changed.
 */
public sealed interface AlertState {
    AlertState INACTIVE = new Inactive();

    /** For how long a resolved alert is remembered, so that its end can be told again. */
    Duration RESOLVED_RETENTION = Duration.ofMinutes(15);

    /** What a state is called where it is stored and counted. */
    enum Kind {
        INACTIVE,
        PENDING,
        FIRING,
        RECOVERING,
        RESOLVED
    }

    /** How long a rule waits before it fires and before it resolves. */
    record HoldDurations(Duration holdFor, Duration keepFiringFor) {}

    Kind kind();

    AlertState conditionHolds(Instant tick, HoldDurations patience);

    AlertState conditionEnds(Instant tick, HoldDurations patience);

    /** Whether people may be told that it fires; one that recovers still does. */
    default boolean isFiring() {
        return kind() == Kind.FIRING || kind() == Kind.RECOVERING;
    }

    /** Whether its condition holds, or held so lately that it counts. */
    default boolean isActive() {
        return isFiring() || kind() == Kind.PENDING;
    }

    /** The states of an alert whose condition has held at some tick. */
    sealed interface Activated extends AlertState {
        /** The first tick of the present stretch at which the condition held. */
        Instant activeAt();
    }

    /** Nothing is the matter. */
    record Inactive() implements AlertState {
        @Override
        public Kind kind() {
            return Kind.INACTIVE;
        }

        @Override
        public AlertState conditionHolds(Instant tick, HoldDurations patience) {
            return new Pending(tick).conditionHolds(tick, patience);
        }

        @Override
        public AlertState conditionEnds(Instant tick, HoldDurations patience) {
            return this;
        }
    }

    /** The condition holds, but not for long enough. */
    record Pending(Instant activeAt) implements Activated {
        @Override
        public Kind kind() {
            return Kind.PENDING;
        }

        @Override
        public AlertState conditionHolds(Instant tick, HoldDurations patience) {
            return tick.isBefore(activeAt.plus(patience.holdFor())) ? this : new Firing(activeAt, tick);
        }

        @Override
        public AlertState conditionEnds(Instant tick, HoldDurations patience) {
            return INACTIVE;
        }
    }

    /** The condition has held for long enough. */
    record Firing(Instant activeAt, Instant firedAt) implements Activated {
        @Override
        public Kind kind() {
            return Kind.FIRING;
        }

        @Override
        public AlertState conditionHolds(Instant tick, HoldDurations patience) {
            return heldLongEnough(activeAt, tick, patience) ? this : new Pending(activeAt);
        }

        @Override
        public AlertState conditionEnds(Instant tick, HoldDurations patience) {
            return new Recovering(activeAt, firedAt, tick).conditionEnds(tick, patience);
        }
    }

    /** The condition has ended, but the alert is kept firing for a while, lest it flaps. */
    record Recovering(Instant activeAt, Instant firedAt, Instant keepFiringSince) implements Activated {
        @Override
        public Kind kind() {
            return Kind.RECOVERING;
        }

        @Override
        public AlertState conditionHolds(Instant tick, HoldDurations patience) {
            return new Firing(activeAt, firedAt).conditionHolds(tick, patience);
        }

        @Override
        public AlertState conditionEnds(Instant tick, HoldDurations patience) {
            if (!tick.isBefore(keepFiringSince.plus(patience.keepFiringFor()))) {
                return new Resolved(activeAt, firedAt, tick);
            }
            return heldLongEnough(activeAt, tick, patience) ? this : new Pending(activeAt);
        }
    }

    /** It fired, and does no longer. */
    record Resolved(Instant activeAt, Instant firedAt, Instant resolvedAt) implements Activated {
        @Override
        public Kind kind() {
            return Kind.RESOLVED;
        }

        @Override
        public AlertState conditionHolds(Instant tick, HoldDurations patience) {
            return INACTIVE.conditionHolds(tick, patience);
        }

        @Override
        public AlertState conditionEnds(Instant tick, HoldDurations patience) {
            return tick.isAfter(resolvedAt.plus(RESOLVED_RETENTION)) ? INACTIVE : this;
        }
    }

    // An edit can raise `for` above what a firing alert has held.
    private static boolean heldLongEnough(Instant activeAt, Instant tick, HoldDurations patience) {
        return !tick.isBefore(activeAt.plus(patience.holdFor()));
    }

    /** The end of an alert whose rule is gone or was stopped: people are told of its end if they were told of it. */
    default AlertState terminate(Instant at) {
        return conditionEnds(at, new HoldDurations(Duration.ZERO, Duration.ZERO));
    }
}
