package dev.tocsin.delivery;

import dev.tocsin.notification.claims.Members;
import dev.tocsin.notification.claims.Slot;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What everybody who notifies on this instance shares. All of it is used on {@code loop} only.
 *
 * @param claimIds gives an id that no claim has had before
 */
record Office(
        String instance,
        ClaimRules rules,
        Loop loop,
        SharedLog log,
        Waiters waiters,
        Unlogged unlogged,
        Isolation isolation,
        Reach reach,
        Telemetry telemetry,
        Supplier<String> claimIds) {

    boolean goesFirst(Slot slot) {
        return live().prefers(instance, slot);
    }

    /**
     * How long the others are given to tell a slot in place of this instance: no time where it goes first, and more
     * than anybody else gives where it has trouble to reach the receiver.
     */
    Duration courtesy(Slot slot) {
        if (reach.isDoubtful(slot, loop.monotonic()) && live().all().size() > 1) {
            return rules.courtesy().multipliedBy(2);
        }
        return goesFirst(slot) ? Duration.ZERO : rules.courtesy();
    }

    private Members live() {
        return log.members().liveAt(log.time(), rules.memberTimeout());
    }
}
