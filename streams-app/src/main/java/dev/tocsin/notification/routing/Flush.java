package dev.tocsin.notification.routing;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import dev.tocsin.notification.log.Episode;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotifiedEpisodes;
import dev.tocsin.notification.log.Refusal;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The alerts of a group at one instant. The instant decides which alerts are firing and which are resolved, however long
 * the notification takes.
 *
 * @param groupLabels the {@code group_by} labels of the alerts
 * @param alerts sorted in the order of notifications
 */
public record Flush(Route route, Labels groupLabels, List<Alert> alerts, Instant flushedAt) {
    public Flush {
        alerts = alerts.stream().sorted(AlertOrder.OF_ALERTS).toList();
    }

    public String groupKey() {
        return route.groupKey(groupLabels);
    }

    public String receiver() {
        return route.receiver();
    }

    List<Alert> resolved() {
        return alerts.stream().filter(alert -> alert.isResolvedAt(flushedAt)).toList();
    }

    /**
     * Whether the slot was notified too recently for this flush. If its entry has firing alerts, or reports an alert as
     * resolved that fires here: less than {@code group_interval} before this flush. Otherwise: later than this flush. Then
     * this flush is postponed: its alerts wait for the next one (see {@link AggregationGroups#flushIncomplete}).
     */
    public boolean isTooSoonAfter(NflogEntry last, Instant now) {
        var lastSent = last.unlessExpired(flushedAt);
        var interval = route.options().groupInterval();
        var expectsMore = !lastSent.episodes().firing().isEmpty() || contradicts(lastSent.episodes());
        var next = expectsMore ? lastSent.flushedAt().plus(interval) : lastSent.flushedAt();
        // An entry more than one interval in the future comes from a wrong clock and is ignored.
        return flushedAt.isBefore(next) && !lastSent.flushedAt().isAfter(now.plus(interval));
    }

    /** Whether the receiver has refused this flush, to this instance or to another one. */
    public boolean isRefused(Refusal refusal, Instant now) {
        // A time beyond the next flush comes from a wrong clock and is ignored.
        return flushedAt.isBefore(refusal.nextFlushAt())
                && !refusal.nextFlushAt().isAfter(now.plus(route.options().groupInterval()));
    }

    /** Whether an alert fires here that another instance has already reported as resolved. */
    private boolean contradicts(NotifiedEpisodes lastSent) {
        return !Collections.disjoint(episodesOf(alerts).firing(), lastSent.resolved());
    }

    /**
     * Whether an alert ended before the group's last notification, and the receiver does not consider it firing. Then its
     * end was notified already: before this instance started, or by an instance that has dropped the alert since.
     */
    public boolean isEndAlreadyNotified(Alert alert, NflogEntry last) {
        var lastSent = last.unlessExpired(flushedAt);
        return alert.isResolvedAt(flushedAt)
                && alert.endsAt().isBefore(lastSent.flushedAt())
                && !lastSent.episodes().isFiring(alert.fingerprint());
    }

    /** The firing and resolved episodes of some of the alerts, such as the unmuted ones. */
    public NotifiedEpisodes episodesOf(Collection<Alert> selected) {
        var byState = selected.stream()
                .collect(Collectors.partitioningBy(
                        alert -> alert.isResolvedAt(flushedAt),
                        Collectors.mapping(
                                alert -> new Episode(alert.fingerprint(), alert.startsAt()), Collectors.toList())));
        return NotifiedEpisodes.of(byState.get(false), byState.get(true));
    }
}
