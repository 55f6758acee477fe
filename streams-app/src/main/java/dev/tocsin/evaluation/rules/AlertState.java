package dev.tocsin.evaluation.rules;

import static dev.tocsin.evaluation.rules.AlertStateTimes.NEVER;

import java.time.Duration;
import java.time.Instant;

/**
 * State machine of one alert of an alerting rule, with Prometheus's states and one more: {@link Recovering} is a firing
 * alert that {@code keep_firing_for} keeps firing. Each state offers its transitions. A transition to an equal state
 * means that nothing changed.
 */
public sealed interface AlertState {
    AlertState INACTIVE = new Inactive();

    /** For how long a resolved alert is kept, so that its resolution can be sent again. As in Prometheus. */
    Duration RESOLVED_RETENTION = Duration.ofMinutes(15);

    /** Name of a state in records, rows and the API. */
    enum Kind {
        INACTIVE,
        PENDING,
        FIRING,
        RECOVERING,
        RESOLVED
    }

    /** A rule's {@code for} and {@code keep_firing_for}. */
    record HoldDurations(Duration holdFor, Duration keepFiringFor) {
        static final HoldDurations ZERO = new HoldDurations(Duration.ZERO, Duration.ZERO);

        // An edit of the rule can raise `for` above the time for which a firing alert has held.
        private boolean heldLongEnough(Instant activeAt, Instant tick) {
            return !tick.isBefore(activeAt.plus(holdFor));
        }
    }

    AlertStateTimes times();

    /** The state after a tick at which the condition holds. */
    AlertState conditionHolds(Instant tick, HoldDurations durations);

    /** The state after a tick at which the condition does not hold. */
    AlertState conditionEnds(Instant tick, HoldDurations durations);

    default Kind kind() {
        return times().kind();
    }

    /** True while notifications may say that the alert fires, which includes {@link Recovering}. */
    default boolean isFiring() {
        return false;
    }

    /** True if the alert is pending or firing. */
    default boolean isActive() {
        return isFiring();
    }

    /** True for equal states. Resolved states of one episode are the same even if instances dated the end differently. */
    default boolean isSameAs(AlertState other) {
        return equals(other);
    }

    /** The same state since the start of another one, if both are active; otherwise this state. */
    default AlertState withStartOf(AlertState other) {
        return isActive() && other.isActive()
                ? times().withStartOf(other.times()).state()
                : this;
    }

    /** The state after the rule was removed or stopped: an alert that fires is resolved, a pending one is inactive. */
    default AlertState terminate(Instant at) {
        return conditionEnds(at, HoldDurations.ZERO);
    }

    /** The condition does not hold, and no resolved alert is kept. */
    record Inactive() implements AlertState {
        @Override
        public AlertStateTimes times() {
            return new AlertStateTimes(Kind.INACTIVE, NEVER, NEVER, NEVER, NEVER);
        }

        @Override
        public AlertState conditionHolds(Instant tick, HoldDurations durations) {
            return new Pending(tick).conditionHolds(tick, durations);
        }

        @Override
        public AlertState conditionEnds(Instant tick, HoldDurations durations) {
            return this;
        }
    }

    /** The condition holds since {@code activeAt}, which is shorter than {@code for}. */
    record Pending(Instant activeAt) implements AlertState {
        @Override
        public AlertStateTimes times() {
            return new AlertStateTimes(Kind.PENDING, activeAt, NEVER, NEVER, NEVER);
        }

        @Override
        public AlertState conditionHolds(Instant tick, HoldDurations durations) {
            return durations.heldLongEnough(activeAt, tick) ? new Firing(activeAt, tick) : this;
        }

        @Override
        public AlertState conditionEnds(Instant tick, HoldDurations durations) {
            return INACTIVE;
        }

        @Override
        public boolean isActive() {
            return true;
        }
    }

    /** The condition has held for at least {@code for}. */
    record Firing(Instant activeAt, Instant firedAt) implements AlertState {
        @Override
        public AlertStateTimes times() {
            return new AlertStateTimes(Kind.FIRING, activeAt, firedAt, NEVER, NEVER);
        }

        @Override
        public AlertState conditionHolds(Instant tick, HoldDurations durations) {
            return durations.heldLongEnough(activeAt, tick) ? this : new Pending(activeAt);
        }

        @Override
        public AlertState conditionEnds(Instant tick, HoldDurations durations) {
            return new Recovering(activeAt, firedAt, tick).conditionEnds(tick, durations);
        }

        @Override
        public boolean isFiring() {
            return true;
        }
    }

    /** The condition ended at {@code keepFiringSince}. The alert fires until {@code keep_firing_for} has passed. */
    record Recovering(Instant activeAt, Instant firedAt, Instant keepFiringSince) implements AlertState {
        @Override
        public AlertStateTimes times() {
            return new AlertStateTimes(Kind.RECOVERING, activeAt, firedAt, keepFiringSince, NEVER);
        }

        @Override
        public AlertState conditionHolds(Instant tick, HoldDurations durations) {
            return new Firing(activeAt, firedAt).conditionHolds(tick, durations);
        }

        @Override
        public AlertState conditionEnds(Instant tick, HoldDurations durations) {
            if (!tick.isBefore(keepFiringSince.plus(durations.keepFiringFor()))) {
                return new Resolved(activeAt, firedAt, tick);
            }
            return durations.heldLongEnough(activeAt, tick) ? this : new Pending(activeAt);
        }

        @Override
        public boolean isFiring() {
            return true;
        }
    }

    /** The alert fired and ended at {@code resolvedAt}. It is kept for {@link #RESOLVED_RETENTION}. */
    record Resolved(Instant activeAt, Instant firedAt, Instant resolvedAt) implements AlertState {
        @Override
        public AlertStateTimes times() {
            return new AlertStateTimes(Kind.RESOLVED, activeAt, firedAt, NEVER, resolvedAt);
        }

        @Override
        public AlertState conditionHolds(Instant tick, HoldDurations durations) {
            return INACTIVE.conditionHolds(tick, durations);
        }

        @Override
        public AlertState conditionEnds(Instant tick, HoldDurations durations) {
            return tick.isAfter(resolvedAt.plus(RESOLVED_RETENTION)) ? INACTIVE : this;
        }

        @Override
        public boolean isSameAs(AlertState other) {
            return other instanceof Resolved resolved && firedAt.equals(resolved.firedAt);
        }
    }
}
