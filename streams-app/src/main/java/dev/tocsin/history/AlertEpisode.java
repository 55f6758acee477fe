package dev.tocsin.history;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One firing period of an alert.
 *
 * @param ruleGroup key of the group of the rule; empty if the alert was posted
 * @param endsAt {@link Alert#NO_END} while it fires
 */
public record AlertEpisode(Labels labels, String ruleGroup, Instant startsAt, Instant endsAt) {

    /** An episode as a key: an alert fires once at a time. */
    private record Key(Fingerprint alert, Instant startsAt) {
        static Key of(AlertEvent event) {
            return new Key(event.fingerprint(), event.startsAt());
        }
    }

    /**
     * The episodes that some transitions belong to, in the order of their first transition.
     *
     * @param transitions the oldest first
     * @param current the alert as it is now, if it is known: it tells the end of an alert that was not posted again
     */
    public static List<AlertEpisode> of(
            Collection<AlertEvent> transitions, Function<Fingerprint, Optional<Alert>> current, Instant now) {
        var episodes = new LinkedHashMap<Key, AlertEpisode>();
        for (var event : transitions) {
            switch (event.kind()) {
                case FIRING, RECOVERING -> episodes.put(Key.of(event), of(event, Alert.NO_END));
                case RESOLVED -> episodes.put(Key.of(event), of(event, event.at()));
                default -> {
                    // A pending alert is no episode.
                }
            }
        }
        return Collections.unmodifiableList(closed(episodes, current, now));
    }

    private static List<AlertEpisode> closed(
            Map<Key, AlertEpisode> episodes, Function<Fingerprint, Optional<Alert>> current, Instant now) {
        var closed = new ArrayList<AlertEpisode>();
        episodes.forEach((key, episode) -> {
            var end = episode.isOpen()
                    ? current.apply(key.alert())
                            .filter(alert -> alert.isResolvedAt(now))
                            .map(Alert::endsAt)
                    : Optional.<Instant>empty();
            closed.add(end.map(episode::endedAt).orElse(episode));
        });
        return closed;
    }

    /** The episode of an alert as it is now. */
    public static AlertEpisode of(Alert alert) {
        return new AlertEpisode(alert.labels(), "", alert.startsAt(), alert.endsAt());
    }

    private static AlertEpisode of(AlertEvent event, Instant end) {
        return new AlertEpisode(event.labels(), event.ruleGroup(), event.startsAt(), end);
    }

    private AlertEpisode endedAt(Instant end) {
        return new AlertEpisode(labels, ruleGroup, startsAt, end.isBefore(startsAt) ? startsAt : end);
    }

    public boolean isOpen() {
        return endsAt.equals(Alert.NO_END);
    }

    /** Whether the alert fires at some time from one instant on and before another one. */
    public boolean overlaps(Instant from, Instant to) {
        return startsAt.isBefore(to) && endsAt.isAfter(from);
    }

    /** For how long it has fired until an instant. */
    public Duration duration(Instant until) {
        var end = endsAt.isBefore(until) ? endsAt : until;
        return end.isBefore(startsAt) ? Duration.ZERO : Duration.between(startsAt, end);
    }
}
