package dev.tocsin.notification.log;

import dev.tocsin.limits.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The newest claims that this instance has read, with their ends. Claims that were read before the start of the instance are
 * not among them. Thread-safe.
 */
public final class ClaimHistory {
    private static final int MAX = Limit.CLAIM_HISTORY.intValue();

    /** By claim id, the oldest first. */
    private final Map<String, Entry> claims = new LinkedHashMap<>();

    private long newestOffset = -1;

    /** The end of a claim, or its state before. */
    public enum Outcome {
        /** The instance holds the slot. */
        WON,
        /** Another claim on the slot was live. */
        LOST,
        /** The instance has notified. */
        SENT,
        /** The instance has given the slot back. */
        RELEASED,
        /** The lease has ended. */
        LAPSED;

        /** The name in the API. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A claim.
     *
     * @param offset of its first record
     * @param at append time of its first record
     * @param liveUntil end of the lease, with all renewals
     * @param endedAt append time of the end; {@link Instant#MIN} while the instance holds the slot
     * @param reason of a release, or of the notification
     */
    public record Entry(
            long offset,
            Slot slot,
            String claimId,
            String instance,
            Map<String, String> groupLabels,
            Instant at,
            Instant liveUntil,
            Outcome outcome,
            Instant endedAt,
            String reason) {
        private Entry ended(Outcome how, Instant when, String why, Map<String, String> labels) {
            return new Entry(
                    offset,
                    slot,
                    claimId,
                    instance,
                    labels.isEmpty() ? groupLabels : labels,
                    at,
                    liveUntil,
                    how,
                    when,
                    why);
        }

        private Entry liveUntil(Instant end) {
            return new Entry(offset, slot, claimId, instance, groupLabels, at, end, outcome, endedAt, reason);
        }

        private Entry asOf(Instant logTime) {
            return outcome == Outcome.WON && liveUntil.isBefore(logTime)
                    ? ended(Outcome.LAPSED, liveUntil, "", groupLabels)
                    : this;
        }

        /** From the claim to its end; zero while it has not ended. */
        public Duration duration() {
            return endedAt.equals(Instant.MIN) ? Duration.ZERO : Duration.between(at, endedAt);
        }
    }

    /** Adds a record, unless it was added before. */
    public synchronized void add(SlotRecord folded) {
        if (folded.offset() <= newestOffset) {
            return;
        }
        newestOffset = folded.offset();
        var record = folded.record().orElse(null);
        if (record instanceof Claim claim) {
            claimed(claim, folded);
        } else if (record instanceof ClaimReleased released) {
            var labels = released.failure()
                    .map(failure -> failure.stats().groupLabels())
                    .orElse(Map.of());
            end(released.claimId(), Outcome.RELEASED, folded.at(), released.reason(), labels);
        } else if (record instanceof NflogEntry entry) {
            end(
                    entry.claimId(),
                    Outcome.SENT,
                    folded.at(),
                    entry.reason().text(),
                    entry.stats().groupLabels());
        }
    }

    private void claimed(Claim claim, SlotRecord folded) {
        var isHolder = folded.after().isHeldBy(claim.claimId());
        var known = claims.get(claim.claimId());
        if (known != null) {
            claims.put(
                    claim.claimId(),
                    isHolder ? known.liveUntil(folded.after().holder().liveUntil()) : known);
            return;
        }
        var labels = folded.before().nflogEntry().stats().groupLabels();
        claims.put(
                claim.claimId(),
                new Entry(
                        folded.offset(),
                        claim.slot(),
                        claim.claimId(),
                        claim.instance(),
                        labels,
                        folded.at(),
                        isHolder ? folded.after().holder().liveUntil() : folded.at(),
                        isHolder ? Outcome.WON : Outcome.LOST,
                        isHolder ? Instant.MIN : folded.at(),
                        isHolder ? "" : "held by " + folded.after().holder().instance()));
        if (claims.size() > MAX) {
            claims.remove(claims.keySet().iterator().next());
        }
    }

    private void end(String claimId, Outcome how, Instant when, String why, Map<String, String> labels) {
        claims.computeIfPresent(
                claimId, (id, claim) -> claim.outcome() == Outcome.WON ? claim.ended(how, when, why, labels) : claim);
    }

    /**
     * The newest claims, the newest first.
     *
     * @param since the least offset
     * @param logTime decides which claims have lapsed
     */
    public synchronized List<Entry> newest(long since, int most, Instant logTime) {
        var all = new ArrayList<>(claims.values());
        var newest = new ArrayList<Entry>();
        for (var i = all.size() - 1;
                i >= 0 && newest.size() < most && all.get(i).offset() >= since;
                i--) {
            newest.add(all.get(i).asOf(logTime));
        }
        return newest;
    }
}
