package dev.tocsin.delivery;

import dev.tocsin.notification.claims.Slot;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.Loop;
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
        Telemetry telemetry,
        Supplier<String> claimIds) {

    boolean goesFirst(Slot slot) {
        return log.members().liveAt(log.time(), rules.memberTimeout()).prefers(instance, slot);
    }
}
