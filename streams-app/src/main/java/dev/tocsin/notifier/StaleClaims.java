package dev.tocsin.notifier;

import dev.tocsin.notification.log.ClaimReleased;
import dev.tocsin.notification.log.SlotState;

/** Who had this instance's name before it and died with claims: nobody need wait until they lapse. */
final class StaleClaims {
    private final NotifierContext context;

    StaleClaims(NotifierContext office) {
        this.context = office;
    }

    /** Gives back what it held. To be asked for before this instance claims anything itself. */
    void release() {
        context.log().slots().stream()
                .filter(state -> state.holder().instance().equals(context.instance()))
                .filter(state -> state.holder().isLiveAt(context.log().time()))
                .forEach(state -> ClaimPermit.appendRelease(context, released(state)));
    }

    private ClaimReleased released(SlotState state) {
        return new ClaimReleased(state.slot(), state.holder().claimId(), context.instance(), "its holder died");
    }
}
