package dev.tocsin.notifier;

import dev.tocsin.notification.log.ClaimReleased;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.SlotState;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** This instance as a member of the cluster: heartbeats and notification log garbage collection. Runs on the notifier's loop. */
final class Membership {
    private final NotifierContext context;
    private final Heartbeat heartbeat;
    private final NflogGc nflogGc;

    /** @param self this instance, as the other members see it */
    Membership(NotifierContext context, Member self, Duration heartbeatInterval) {
        this.context = context;
        heartbeat = new Heartbeat(context, self, heartbeatInterval);
        nflogGc = new NflogGc(context);
    }

    /** Must be called before this instance claims anything. */
    void start() {
        releaseStaleClaims();
        heartbeat.send();
        nflogGc.start();
    }

    /** Begins nothing new. The instance is still a live member. */
    void prepareToLeave() {
        nflogGc.stop();
    }

    /** Appends the last heartbeat. Completes once it is in the log: the other members do not wait for this one then. */
    CompletableFuture<Void> leave() {
        return heartbeat.leave();
    }

    /** Releases claims that an earlier process with the same instance id still holds. */
    private void releaseStaleClaims() {
        context.log().slots().stream()
                .filter(state -> state.holder().instance().equals(context.instance()))
                .filter(state -> state.holder().isLiveAt(context.logTime()))
                .forEach(state -> SendPermit.HeldClaim.append(context, staleClaimReleased(state)));
    }

    private ClaimReleased staleClaimReleased(SlotState state) {
        return new ClaimReleased(state.slot(), state.holder().claimId(), context.instance(), "its holder died");
    }
}
