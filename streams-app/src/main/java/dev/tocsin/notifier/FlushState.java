package dev.tocsin.notifier;

import dev.tocsin.notification.log.DeliveryFailure;
import dev.tocsin.notification.log.DeliveryStats;
import dev.tocsin.notification.log.Refusal;
import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.timing.Causes;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** State of a {@link SlotFlush}. A state owns its timers: leaving the state cancels them. */
sealed interface FlushState {
    /** Called when the flush leaves this state. */
    default void exit() {}

    /** Asks whether a notification is due, and whether this instance may claim. */
    record Deciding() implements FlushState {}

    /** Waits for a change of the slot or for a delay, and then decides again. */
    record Waiting(Loop.Alarm wakeUp) implements FlushState {
        @Override
        public void exit() {
            wakeUp.cancel();
        }
    }

    /** A claim is on its way to the log, or won but not used yet. */
    record Claiming() implements FlushState {}

    /** Final states: the results of a flush. */
    enum Done implements FlushState {
        /** No notification was due, or another instance has sent it. */
        UP_TO_DATE,
        /** This instance has sent it. */
        DELIVERED,
        /** Another instance has just notified the group; the rest waits for the group's next interval. */
        POSTPONED,
        /** Not delivered before the deadline, or refused for good by the receiver; the next flush tries again. */
        FAILED;

        /** Whether the flushed alerts need no other flush. */
        boolean isComplete() {
            return this == UP_TO_DATE || this == DELIVERED;
        }
    }

    /** Sends under one permit, with retries, until the notification is delivered or the permit has ended. */
    final class Sending implements FlushState {
        private static final Logger LOG = LoggerFactory.getLogger(Sending.class);
        private static final Duration LEASE_CHECK_INTERVAL = Duration.ofMillis(250);
        private static final int MAX_ERROR_LENGTH = 500;

        private final NotifierContext context;
        private final SlotNotification notification;
        private final SendPermit permit;
        private int attempts;
        private Duration startedAt = Duration.ZERO;
        private Optional<DeliveryFailure> failure = Optional.empty();
        private boolean requestInProgress;
        private Loop.Alarm timer = () -> {};

        Sending(NotifierContext context, SlotNotification notification, SendPermit permit) {
            this.context = context;
            this.notification = notification;
            this.permit = permit;
        }

        @Override
        public void exit() {
            timer.cancel();
        }

        SendPermit permit() {
            return permit;
        }

        /**
         * Sends once. Exactly one of the callbacks runs.
         *
         * @param onExpiry runs if the lease ends before there is a result. The request is cancelled then: another instance may
         *     be sending
         */
        void attempt(PendingUpdate update, Consumer<DeliveryResult> onResult, Runnable onExpiry) {
            startedAt = attempts == 0 ? context.loop().monotonic() : startedAt;
            attempts++;
            requestInProgress = true;
            var request = deliver(update);
            watchLease(() -> {
                // A result that waits for this loop counts: this instance must not send again what it has sent.
                if (!request.isDone()) {
                    requestInProgress = false;
                    request.cancel(true);
                    permit.end();
                    onExpiry.run();
                }
            });
            context.loop().whenDone(request, (outcome, error) -> {
                if (requestInProgress) {
                    requestInProgress = false;
                    timer.cancel();
                    onResult.accept(error == null ? outcome : failedOutcome(error));
                }
            });
        }

        private CompletableFuture<DeliveryResult> deliver(PendingUpdate update) {
            try {
                var request = notification.deliver(update);
                context.receiverHealth().observe(notification.slot(), request);
                return request;
            } catch (RuntimeException e) {
                LOG.atError()
                        .addKeyValue("slot", notification.slot())
                        .setCause(e)
                        .log("Unexpected error while a notification was rendered");
                return CompletableFuture.completedFuture(failedOutcome(e));
            }
        }

        private static DeliveryResult failedOutcome(Throwable error) {
            return DeliveryResult.noResponse(Causes.message(error));
        }

        private void watchLease(Runnable onExpiry) {
            timer = context.loop().after(LEASE_CHECK_INTERVAL, () -> {
                if (permit.isValid()) {
                    watchLease(onExpiry);
                } else {
                    onExpiry.run();
                }
            });
        }

        void attemptFailed(PendingUpdate update, String error) {
            var shortened = error.length() > MAX_ERROR_LENGTH ? error.substring(0, MAX_ERROR_LENGTH) + "..." : error;
            failure = Optional.of(
                    new DeliveryFailure(update.content(), update.reason(), stats(), shortened, context.logTime()));
        }

        /** Ends the permit and logs the nflog entry. */
        void delivered(PendingUpdate update, DeliveryResult.Delivered outcome) {
            permit.end();
            context.deliveryLog().delivered(notification.slot());
            context.unlogged()
                    .log(notification.nflogEntry(update, outcome, permit.claimId(), context.logTime(), stats()));
            context.events()
                    .info(
                            "Notification sent",
                            event -> event.addKeyValue("slot", notification.slot())
                                    .addKeyValue("alerts", update.alerts().size())
                                    .addKeyValue("reason", update.reason()));
        }

        /** @param nextTry when the delivery is tried again, in words */
        void logFailure(int attempt, String nextTry) {
            failure.ifPresent(
                    last -> context.deliveryLog().failed(notification.slot(), attempt, nextTry, last.error()));
        }

        /** The refusal for all instances. Credentials and addresses may differ, so an authentication error is none. */
        Refusal refusal(DeliveryResult.Permanent permanent) {
            return permanent.concernsAllInstances()
                    ? new Refusal(notification.nextFlushAt(), retryAt(permanent.retryAfter()))
                    : Refusal.NONE;
        }

        Refusal refusal(DeliveryResult.Retryable retryable) {
            return new Refusal(Instant.EPOCH, retryAt(retryable.retryAfter()));
        }

        private Instant retryAt(Duration retryAfter) {
            return retryAfter.isZero() ? Instant.EPOCH : context.logTime().plus(retryAfter);
        }

        void retryAfter(Duration backoff, Runnable retry) {
            timer = context.loop().after(backoff, retry);
        }

        /** Whether the next attempt waits for its backoff. */
        boolean isBackingOff() {
            return !requestInProgress;
        }

        /**
         * Whether the attempts have used half of the lease. Then the claim is released, because another instance may reach
         * the receiver.
         */
        boolean exceedsHalfLease() {
            return elapsed().compareTo(context.claimSettings().lease().dividedBy(2)) >= 0;
        }

        /** Ends the permit and appends the release, with the last failure. */
        void release(String reason) {
            release(reason, Refusal.NONE);
        }

        void release(String reason, Refusal refusal) {
            permit.release(reason, failure, refusal);
        }

        DeliveryStats stats() {
            return new DeliveryStats(notification.groupLabels(), attempts, elapsed());
        }

        private Duration elapsed() {
            return attempts == 0 ? Duration.ZERO : context.loop().monotonic().minus(startedAt);
        }
    }
}
