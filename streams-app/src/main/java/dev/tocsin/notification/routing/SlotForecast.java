package dev.tocsin.notification.routing;

import dev.tocsin.notification.log.Dedup;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.muting.Muters;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The next notification of one slot, if nothing changes until then.
 *
 * @param decision the notification that would be due now
 * @param reason of the next notification; NONE if none is to come without a change
 * @param sentence says what happens next, and when
 * @param dueAt time of the next notification; {@link Instant#MAX} if none is to come without a change
 */
public record SlotForecast(FlushDecision decision, NotificationReason reason, String sentence, Instant dueAt) {
    /**
     * @param dedup of the integration and the route
     * @param now log time
     */
    public static SlotForecast of(ScheduledGroup scheduled, Dedup dedup, Muters muters, SlotState slot, Instant now) {
        var decision = FlushDecision.of(scheduled.group(), dedup, muters, slot.nflogEntry(), now);
        var next = scheduled.nextFlush().isBefore(now) ? now : scheduled.nextFlush();
        if (decision.reason().shouldNotify()) {
            return due(decision, slot, next, now);
        }
        if (decision.alerts().isEmpty() && !decision.muting().muted().isEmpty()) {
            return none(
                    decision,
                    "all %d alerts are muted, so nothing is sent"
                            .formatted(decision.muting().muted().size()));
        }
        var last = slot.nflogEntry().unlessExpired(now);
        if (decision.content().firing().isEmpty() || last.isInitial()) {
            return none(decision, "no alert fires, and the receiver knows it");
        }
        // A flush repeats once the interval has elapsed, so the first flush after that does.
        var repeat = later(last.notifiedAt().plus(dedup.repeatInterval()), next);
        return new SlotForecast(
                decision,
                NotificationReason.REPEAT_INTERVAL_ELAPSED,
                "nothing new since %s: repeated at the first flush after %s"
                        .formatted(
                                text(last.notifiedAt()), text(last.notifiedAt().plus(dedup.repeatInterval()))),
                repeat);
    }

    private static SlotForecast due(FlushDecision decision, SlotState slot, Instant next, Instant now) {
        var reason = decision.reason();
        var holder = slot.holder();
        if (holder.isLiveAt(now)) {
            return new SlotForecast(
                    decision,
                    reason,
                    "%s: %s holds the claim until %s, and sends"
                            .formatted(reason.text(), holder.instance(), text(holder.liveUntil())),
                    now);
        }
        if (slot.refusal().retryAt().isAfter(now)) {
            var retry = slot.refusal().retryAt();
            return new SlotForecast(
                    decision,
                    reason,
                    "%s: the receiver asked to wait until %s".formatted(reason.text(), text(retry)),
                    later(retry, next));
        }
        return new SlotForecast(
                decision, reason, "%s: sent by the flush at %s".formatted(reason.text(), text(next)), next);
    }

    private static SlotForecast none(FlushDecision decision, String sentence) {
        return new SlotForecast(decision, NotificationReason.NONE, sentence, Instant.MAX);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
