package dev.tocsin.notifier;

import dev.tocsin.notification.log.Members;
import dev.tocsin.notification.log.Sent;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What everybody who notifies on this instance shares. All of it is used on {@link #loop} only. */
final class Office {
    private final String instance;
    private final ClaimRules rules;
    private final Loop loop;
    private final SharedLog log;
    private final Isolation isolation;
    private final Telemetry telemetry;
    private final Supplier<String> claimIds;
    private final Waiters waiters = new Waiters();
    private final Unlogged unlogged;
    private final Reach reach;

    /** @param claimIds gives an id that no claim has had before */
    Office(
            String instance,
            ClaimRules rules,
            Loop loop,
            SharedLog log,
            Isolation isolation,
            Telemetry telemetry,
            Supplier<String> claimIds) {
        this.instance = instance;
        this.rules = rules;
        this.loop = loop;
        this.log = log;
        this.isolation = isolation;
        this.telemetry = telemetry;
        this.claimIds = claimIds;
        this.unlogged = new Unlogged(loop, log);
        this.reach = new Reach(loop);
    }

    String instance() {
        return instance;
    }

    Loop loop() {
        return loop;
    }

    SharedLog log() {
        return log;
    }

    Isolation isolation() {
        return isolation;
    }

    Telemetry telemetry() {
        return telemetry;
    }

    /** What a slot was last told, as far as this instance knows: what it sent itself counts before it is logged. */
    Sent lastTold(Slot slot) {
        return unlogged.last(slot);
    }

    /** Done once the log has everything that this instance has sent until now. */
    CompletableFuture<Void> allLogged() {
        return unlogged.written();
    }

    /** The log has said something about a slot. */
    void changed(Slot slot) {
        waiters.changed(slot);
    }

    ClaimRules rules() {
        return rules;
    }

    String newClaimId() {
        return claimIds.get();
    }

    Waiters waiters() {
        return waiters;
    }

    Unlogged unlogged() {
        return unlogged;
    }

    Reach reach() {
        return reach;
    }

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
