package dev.tocsin.notifier;

import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.ClusterRecord;
import dev.tocsin.notification.log.Members;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.silences.Silences;
import dev.tocsin.timing.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Records when each slot was claimed last. With {@code staleAfterClaim}, it shows after a claim only the entries and
 * silences from before it: so the second decision repeats the first one, as if it were left out.
 */
final class ClaimTrackingLog implements ClusterLog {
    private final SimulatedLog.Replica replica;
    private final Simulation simulation;
    private final boolean staleAfterClaim;
    private final Map<Slot, Duration> claimedAt = new HashMap<>();
    private final Map<Slot, StateAtClaim> atClaim = new HashMap<>();
    private Silences silences;

    private record StateAtClaim(String claimId, NflogEntry sent) {}

    ClaimTrackingLog(SimulatedLog.Replica replica, Simulation simulation, boolean staleAfterClaim) {
        this.replica = replica;
        this.simulation = simulation;
        this.staleAfterClaim = staleAfterClaim;
    }

    /** Simulated time since the start. */
    Duration claimedAt(String slot) {
        return claimedAt.entrySet().stream()
                .filter(entry -> entry.getKey().toString().equals(slot))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Duration.ZERO);
    }

    @Override
    public CompletableFuture<Void> append(ClusterRecord record) {
        if (record instanceof Claim claim && !replica.slot(claim.slot()).isHeldBy(claim.claimId())) {
            claimedAt.put(claim.slot(), simulation.elapsed());
            atClaim.put(
                    claim.slot(),
                    new StateAtClaim(claim.claimId(), replica.slot(claim.slot()).nflogEntry()));
            silences = replica.silences();
        }
        return replica.append(record);
    }

    @Override
    public SlotState slot(Slot slot) {
        var now = replica.slot(slot);
        var before = atClaim.get(slot);
        return staleAfterClaim && before != null && now.isHeldBy(before.claimId())
                ? new SlotState(before.sent(), now.holder())
                : now;
    }

    @Override
    public Silences silences() {
        return staleAfterClaim && silences != null ? silences : replica.silences();
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
    public Instant logTime() {
        return replica.logTime();
    }
}
