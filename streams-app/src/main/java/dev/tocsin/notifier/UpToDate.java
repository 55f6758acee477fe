package dev.tocsin.notifier;

import dev.tocsin.alerts.Alert;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.muting.MuteResult;
import dev.tocsin.notification.muting.Muters;
import dev.tocsin.notification.routing.Flush;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Whether a slot is still up to date: nothing that the last decision depended on has changed, so another flush of the
 * same alerts would notify nothing. A group that does not change then costs little at each {@code group_interval}.
 *
 * @param last the entry of the notification log by which was decided
 * @param version what mutes, as of the decision
 * @param from log time of the decision
 * @param until the first instant at which time alone can change the decision
 */
record UpToDate(
        NotifierContext context,
        Supplier<Muters> muters,
        NflogEntry last,
        Muters.Version version,
        Instant from,
        Instant until)
        implements Predicate<Instant> {
    /** Inputs and results of a decision. */
    record Decision(Muters muters, MuteResult muting, NflogEntry last) {}

    /** A slot that must be decided again. */
    static final Predicate<Instant> NEVER = now -> false;

    /** The state after a decision that nothing is due. Never up to date if an alert is muted, or if intervals can mute. */
    static Predicate<Instant> after(NotifierContext context, Supplier<Muters> muters, Flush flush, Decision decision) {
        var last = decision.last();
        var muting = decision.muting();
        var isResolved = flush.alerts().stream().anyMatch(alert -> alert.isResolvedAt(flush.flushedAt()));
        if (last.isInitial()
                || isResolved
                || !muting.muted().isEmpty()
                || flush.route().intervals().canMute()) {
            return NEVER;
        }
        return new UpToDate(
                context,
                muters,
                last,
                decision.muters().version(flush.alerts()),
                flush.flushedAt(),
                earliest(
                        decision.muters().silences().nextStart(flush.flushedAt()),
                        last.expiresAt(),
                        // As in Dedup: the interval has elapsed.
                        last.notifiedAt().plus(flush.route().options().repeatInterval()),
                        flush.alerts().stream()
                                .map(Alert::endsAt)
                                .min(Instant::compareTo)
                                .orElse(Instant.MAX)));
    }

    private static Instant earliest(Instant... instants) {
        var earliest = Instant.MAX;
        for (var instant : instants) {
            earliest = instant.isBefore(earliest) ? instant : earliest;
        }
        return earliest;
    }

    @Override
    public boolean test(Instant now) {
        return !now.isBefore(from)
                && now.isBefore(until)
                && muters.get().isCurrent(version)
                && context.lastNflogEntry(last.slot()).equals(last);
    }
}
