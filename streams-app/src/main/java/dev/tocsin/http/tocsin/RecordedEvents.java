package dev.tocsin.http.tocsin;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluator.OutgoingLabels;
import dev.tocsin.history.AlertEpisode;
import dev.tocsin.history.AlertEvent;
import dev.tocsin.history.DeliveryDetails;
import dev.tocsin.history.DeliveryEvent;
import dev.tocsin.history.History;
import dev.tocsin.history.HistorySettings;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The history at hand, with alerts as the notifier knows them: with external labels and after relabeling.
 *
 * @param details reads the alerts of deliveries
 * @param settings bounds of the history
 */
public record RecordedEvents(
        Supplier<History> history, DeliveryDetails.Source details, OutgoingLabels outgoing, HistorySettings settings) {

    /** The transitions from a time on and before another one, the oldest first. */
    List<AlertEvent> alerts(Instant from, Instant to) {
        return outgoing(history.get().alerts(from, to)).toList();
    }

    /** The same with the newest first. */
    List<AlertEvent> newestAlerts(Instant from, Instant to) {
        return outgoing(history.get().newestAlerts(from, to)).toList();
    }

    private Stream<AlertEvent> outgoing(Collection<AlertEvent> events) {
        return events.stream().flatMap(event -> event.isPosted() ? Stream.of(event) : outgoing(event).stream());
    }

    private Optional<AlertEvent> outgoing(AlertEvent event) {
        return outgoing.of(event.labels())
                .map(labels -> labels.equals(event.labels()) ? event : event.withLabels(labels));
    }

    /** All firing periods of alerts that the history knows, and those of known alerts. */
    public List<AlertEpisode> episodes(Collection<Alert> known, Instant now) {
        var current = new HashMap<Fingerprint, Alert>();
        known.forEach(alert -> current.put(alert.fingerprint(), alert));
        var episodes = new ArrayList<>(AlertEpisode.of(
                alerts(Instant.EPOCH, Instant.MAX), alert -> Optional.ofNullable(current.get(alert)), now));
        episodes.forEach(episode -> current.computeIfPresent(
                episode.labels().fingerprint(),
                (fingerprint, alert) -> alert.startsAt().isAfter(episode.startsAt()) ? alert : null));
        current.values().forEach(alert -> episodes.add(AlertEpisode.of(alert)));
        return episodes;
    }

    /** The labels of an alert that the history knows. */
    Optional<Labels> labels(Fingerprint alert) {
        return history.get()
                .newest(alert)
                .or(() -> newestAlerts(Instant.EPOCH, Instant.MAX).stream()
                        .filter(event -> event.fingerprint().equals(alert))
                        .findFirst())
                .map(AlertEvent::labels)
                .filter(labels -> labels.fingerprint().equals(alert));
    }

    /** Whether a delivery reports an alert. */
    boolean reports(DeliveryEvent delivery, Fingerprint alert) {
        return details.find(delivery).filter(found -> found.reports(alert)).isPresent();
    }
}
