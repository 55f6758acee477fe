package dev.tocsin.notification.log;

import dev.tocsin.labels.Fingerprint;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The firing and the resolved episodes of a notification, each in order. */
public record NotifiedEpisodes(SortedSet<Episode> firing, SortedSet<Episode> resolved) {
    public static final NotifiedEpisodes NONE = NotifiedEpisodes.of(Set.of(), Set.of());

    public NotifiedEpisodes {
        firing = Collections.unmodifiableSortedSet(new TreeSet<>(firing));
        resolved = Collections.unmodifiableSortedSet(new TreeSet<>(resolved));
    }

    public static NotifiedEpisodes of(Collection<Episode> firing, Collection<Episode> resolved) {
        return new NotifiedEpisodes(new TreeSet<>(firing), new TreeSet<>(resolved));
    }

    /** The firing alerts, without their episodes. */
    public Set<Fingerprint> firingAlerts() {
        return alerts(firing);
    }

    /** Whether the alert was notified as firing. */
    public boolean isFiring(Fingerprint alert) {
        var from = firing.tailSet(new Episode(alert, Instant.MIN));
        return !from.isEmpty() && from.first().alert().equals(alert);
    }

    public int size() {
        return firing.size() + resolved.size();
    }

    /** Returns at most this many of the episodes. Firing episodes come first: a lost one is only notified again. */
    public NotifiedEpisodes limitedTo(int max) {
        if (size() <= max) {
            return this;
        }
        var kept = firing.stream().limit(max).toList();
        return of(kept, resolved.stream().limit(max - kept.size()).toList());
    }

    /** The resolved alerts, without their episodes. */
    public Set<Fingerprint> resolvedAlerts() {
        return alerts(resolved);
    }

    private static Set<Fingerprint> alerts(Set<Episode> episodes) {
        return episodes.stream().map(Episode::alert).collect(Collectors.toUnmodifiableSet());
    }
}
