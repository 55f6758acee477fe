package dev.tocsin.http.tocsin;

import dev.tocsin.evaluator.OutgoingLabels;
import dev.tocsin.evaluator.RuleGroupStatus;
import dev.tocsin.notification.listing.AlertSnapshot;
import dev.tocsin.notifier.Notifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Snapshots of all alerts. Requests share a snapshot until something changes, at most for a second: muting and ends depend on
 * time. So many browsers cost hardly more than one.
 */
final class AlertSnapshots {
    private static final Duration MAX_AGE = Duration.ofSeconds(1);

    private final Notifier notifier;
    private final Supplier<List<RuleGroupStatus>> ruleGroups;
    private final OutgoingLabels outgoing;
    private final LongSupplier logOffset;
    private Shared shared = new Shared(null, Instant.MIN, new CompletableFuture<>());

    /**
     * @param offset of the cluster log, as of the snapshot
     * @param version identifies the snapshot
     */
    record Dated(AlertSnapshot alerts, long offset, Object version) {}

    /** Versions of all that a snapshot depends on, beside time. */
    private record Version(long notifier, Object silences, int rules) {}

    private record Shared(Version version, Instant at, CompletableFuture<Dated> snapshot) {
        boolean isCurrent(Version now, Instant time) {
            return now.equals(version)
                    && !snapshot.isCompletedExceptionally()
                    && Duration.between(at, time).abs().compareTo(MAX_AGE) < 0;
        }
    }

    AlertSnapshots(
            Notifier notifier,
            Supplier<List<RuleGroupStatus>> ruleGroups,
            OutgoingLabels outgoing,
            LongSupplier logOffset) {
        this.notifier = notifier;
        this.ruleGroups = ruleGroups;
        this.outgoing = outgoing;
        this.logOffset = logOffset;
    }

    /** Returns the present snapshot. */
    synchronized CompletableFuture<Dated> current() {
        var now = notifier.logTime();
        var groups = ruleGroups.get();
        var rules = groups.stream()
                .mapToInt(status -> System.identityHashCode(status.state()))
                .sum();
        var version =
                new Version(notifier.version(), notifier.muters().silences().version(), rules);
        if (!shared.isCurrent(version, now)) {
            shared = new Shared(version, now, compute(groups));
        }
        return shared.snapshot();
    }

    private CompletableFuture<Dated> compute(List<RuleGroupStatus> groups) {
        var offset = logOffset.getAsLong();
        return notifier.scheduledGroups().thenApplyAsync(scheduled -> {
            var origins = RuleOrigins.of(groups, outgoing);
            var facts = new AlertSnapshot.Facts(
                    notifier.alerts(), scheduled, origins.pending(), origins.firing(), notifier.muters());
            return new Dated(AlertSnapshot.of(facts, notifier.logTime()), offset, new Object());
        });
    }
}
