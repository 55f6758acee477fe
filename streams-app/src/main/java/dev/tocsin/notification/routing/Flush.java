package dev.tocsin.notification.routing;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import dev.tocsin.notification.log.Episode;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotifiedEpisodes;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The alerts of a group, as of one instant; who fires and who does not is settled by it, however long telling takes.
 *
 * @param groupLabels what the alerts have in common for their route
 * @param alerts in the order in which they are told
 */
public record Flush(Route route, Labels groupLabels, List<Alert> alerts, Instant at) {
    public Flush {
        alerts = alerts.stream().sorted(AlertOrder.OF_ALERTS).toList();
    }

    public String groupKey() {
        return route.groupKey(groupLabels);
    }

    public String receiver() {
        return route.receiver();
    }

    List<Alert> firing() {
        return alerts.stream().filter(alert -> !alert.isResolvedAt(at)).toList();
    }

    List<Alert> resolved() {
        return alerts.stream().filter(alert -> alert.isResolvedAt(at)).toList();
    }

    /**
     * Whether another instance has flushed the group for a slot so lately, or even since, that this flush is out of
     * step: its news can wait for the next one, and {@link AggregationGroups#flushFailed} keeps it until then.
     */
    public boolean isTooSoonAfter(NflogEntry last, Instant now) {
        var told = last.unlessExpired(at);
        var interval = route.options().groupInterval();
        var goesOn = !told.episodes().firing().isEmpty() || contradicts(told.episodes());
        var next = goesOn ? told.flushedAt().plus(interval) : told.flushedAt();
        // A clock so far ahead of ours is no guide.
        return at.isBefore(next) && !told.flushedAt().isAfter(now.plus(interval));
    }

    /** Whether something fires here of which another instance has told the end: it knows more, or it fires once more. */
    private boolean contradicts(NotifiedEpisodes told) {
        return !Collections.disjoint(episodesOf(alerts).firing(), told.resolved());
    }

    /**
     * Whether an alert is over since before the group was last told anything, and the receiver does not believe that
     * it fires: then its end was told already, by an instance that has forgotten it since or before this one began.
     */
    public boolean isEndAlreadyNotified(Alert alert, NflogEntry last) {
        var told = last.unlessExpired(at);
        return alert.isResolvedAt(at)
                && alert.endsAt().isBefore(told.flushedAt())
                && !told.episodes().firingAlerts().contains(alert.fingerprint());
    }

    /** What there is to tell of some of the alerts, such as those that nothing mutes. */
    public NotifiedEpisodes episodesOf(Collection<Alert> some) {
        var byState = some.stream()
                .collect(Collectors.partitioningBy(
                        alert -> alert.isResolvedAt(at),
                        Collectors.mapping(
                                alert -> new Episode(alert.fingerprint(), alert.startsAt()), Collectors.toList())));
        return NotifiedEpisodes.of(byState.get(false), byState.get(true));
    }
}
