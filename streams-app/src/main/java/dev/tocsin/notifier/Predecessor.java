package dev.tocsin.notifier;

import dev.tocsin.notification.log.Released;
import dev.tocsin.notification.log.SlotState;

/** Who had this instance's name before it and died with claims: nobody need wait until they lapse. */
final class Predecessor {
    private final Office office;

    Predecessor(Office office) {
        this.office = office;
    }

    /** Gives back what it held. To be asked for before this instance claims anything itself. */
    void giveBack() {
        office.log().slots().stream()
                .filter(state -> state.holder().instance().equals(office.instance()))
                .filter(state -> state.holder().isLiveAt(office.log().time()))
                .forEach(state -> HeldClaim.giveBack(office, released(state)));
    }

    private Released released(SlotState state) {
        return new Released(state.slot(), state.holder().claimId(), office.instance(), "its holder died");
    }
}
