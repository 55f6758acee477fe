package dev.tocsin.notifier;

import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.Members;
import dev.tocsin.notification.log.Released;
import dev.tocsin.notification.log.Sent;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.silences.Silence;
import dev.tocsin.notification.silences.Silences;
import dev.tocsin.timing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A replica's log that remembers when each slot was claimed last. Where the second question is left out, it shows, as
 * of the claim, only what was known when it was asked for: so the answer to the first question stands.
 */
final class LastClaims implements SharedLog {
    private final SimulatedLog.Replica replica;
    private final World world;
    private final boolean leavesOutTheSecondQuestion;
    private final Map<Slot, Duration> askedAt = new HashMap<>();
    private final Map<Slot, Known> known = new HashMap<>();
    private Silences silences;

    private record Known(String claimId, Sent sent) {}

    LastClaims(SimulatedLog.Replica replica, World world, boolean leavesOutTheSecondQuestion) {
        this.replica = replica;
        this.world = world;
        this.leavesOutTheSecondQuestion = leavesOutTheSecondQuestion;
    }

    /** By the world's time. */
    Duration claimedAt(String slot) {
        return askedAt.entrySet().stream()
                .filter(entry -> entry.getKey().toString().equals(slot))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Duration.ZERO);
    }

    @Override
    public CompletableFuture<Void> append(Claim claim) {
        if (!replica.slot(claim.slot()).isHeldBy(claim.claimId())) {
            askedAt.put(claim.slot(), world.elapsed());
            known.put(
                    claim.slot(),
                    new Known(claim.claimId(), replica.slot(claim.slot()).sent()));
            silences = replica.silences();
        }
        return replica.append(claim);
    }

    @Override
    public SlotState slot(Slot slot) {
        var now = replica.slot(slot);
        var before = known.get(slot);
        return leavesOutTheSecondQuestion && before != null && now.isHeldBy(before.claimId())
                ? new SlotState(before.sent(), now.holder())
                : now;
    }

    @Override
    public Silences silences() {
        return leavesOutTheSecondQuestion && silences != null ? silences : replica.silences();
    }

    @Override
    public CompletableFuture<Void> append(Sent sent) {
        return replica.append(sent);
    }

    @Override
    public CompletableFuture<Void> append(Released released) {
        return replica.append(released);
    }

    @Override
    public CompletableFuture<Void> append(Silence silence) {
        return replica.append(silence);
    }

    @Override
    public CompletableFuture<Void> append(Member member) {
        return replica.append(member);
    }

    @Override
    public CompletableFuture<Void> forgetSent(Slot slot) {
        return replica.forgetSent(slot);
    }

    @Override
    public Collection<SlotState> slots() {
        return replica.slots();
    }

    @Override
    public Members members() {
        return replica.members();
    }

    @Override
    public Instant time() {
        return replica.time();
    }
}
