package dev.tocsin.http.tocsin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.alerts.Alert;
import dev.tocsin.history.AlertEpisode;
import dev.tocsin.history.AlertEvent;
import dev.tocsin.history.DeliveryDetails;
import dev.tocsin.history.DeliveryEvent;
import dev.tocsin.http.common.ResponseEnvelope;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import dev.tocsin.notification.silences.Silence;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code GET /alerts/FINGERPRINT/timeline}: what happened to one alert, the oldest first. */
record TimelineResource(TocsinContext context) {
    private static final int MAX_EVENTS = 1_000;

    /**
     * @param notification id; empty if it is no delivery
     * @param silence id; empty if it is no silence
     * @param value result of the rule; null if there is none
     * @param offset of the record; -1 if it is none
     */
    private record EventView(
            String at,
            String kind,
            String text,
            String notification,
            String silence,
            @JsonInclude Object value,
            long offset) {}

    private record EpisodeView(String startsAt, String endsAt) {}

    /** @param since the time from which events are kept */
    private record TimelineView(
            Map<String, String> labels, String since, List<EventView> events, List<EpisodeView> episodes) {}

    void get(Context request) {
        var parameters = new TocsinParameters(request, context.matchers());
        var alert = fingerprint(request.pathParam("fingerprint"));
        var now = context.notifier().logTime();
        var from = parameters.time("from").orElse(Instant.EPOCH);
        var to = parameters.time("to").orElse(now.plusSeconds(3600));
        var labels = new AlertLabels(context)
                .find(alert)
                .orElseThrow(() -> ResponseEnvelope.routingError(
                        404,
                        "there is no alert with the fingerprint %s, and the history, which begins at %s, has none either"
                                .formatted(alert, since(now))));
        var transitions = context.recorded().alerts(Instant.EPOCH, Instant.MAX).stream()
                .filter(event -> event.fingerprint().equals(alert))
                .toList();
        TaggedAnswer.send(request, view(labels, transitions, from, to, now));
    }

    private String since(Instant now) {
        return TimeText.of(context.recorded().history().get().alertsSince(now));
    }

    private static Fingerprint fingerprint(String text) {
        try {
            return Fingerprint.parse(text);
        } catch (IllegalArgumentException e) {
            throw ResponseEnvelope.badData("%s: it has 16 of the digits 0-9 and a-f".formatted(e.getMessage()));
        }
    }

    private TimelineView view(Labels labels, List<AlertEvent> transitions, Instant from, Instant to, Instant now) {
        var episodes = AlertEpisode.of(transitions, alert -> current(alert), now);
        var events = new ArrayList<EventView>();
        transitions.forEach(event -> events.add(transition(event)));
        timedOut(transitions, episodes).forEach(events::add);
        deliveries(labels).forEach(events::add);
        silences(labels, episodes, now).forEach(events::add);
        var shown = events.stream()
                .filter(event -> event.at().compareTo(TimeText.of(from)) >= 0
                        && event.at().compareTo(TimeText.of(to)) <= 0)
                .sorted(Comparator.comparing(EventView::at))
                .toList();
        return new TimelineView(
                labels.asMap(),
                since(now),
                shown.subList(Math.max(0, shown.size() - MAX_EVENTS), shown.size()),
                episodes.stream()
                        .map(episode -> new EpisodeView(TimeText.of(episode.startsAt()), TimeText.of(episode.endsAt())))
                        .toList());
    }

    private Optional<Alert> current(Fingerprint alert) {
        return context.notifier().alerts().stream()
                .filter(known -> known.fingerprint().equals(alert))
                .findFirst();
    }

    private static EventView transition(AlertEvent event) {
        var text = switch (event.kind()) {
            case PENDING -> "The condition of the rule holds.";
            case FIRING -> event.isPosted() ? "The alert was posted." : "The alert fires.";
            case RECOVERING -> "The condition ended; keep_firing_for keeps the alert firing.";
            case RESOLVED -> "The alert resolved.";
            case ENDED -> "The condition ended before the alert fired.";
        };
        var value = Double.isNaN(event.value()) ? null : AlertRowView.number(event.value());
        return new EventView(TimeText.of(event.at()), event.kind().text(), text, "", "", value, event.offset());
    }

    /** Ends of posted alerts that passed without a post: no record reports them. */
    private static List<EventView> timedOut(List<AlertEvent> transitions, List<AlertEpisode> episodes) {
        var reported = transitions.stream()
                .filter(event -> event.kind() == AlertEvent.Kind.RESOLVED)
                .map(AlertEvent::startsAt)
                .toList();
        return episodes.stream()
                .filter(episode -> !episode.isOpen() && !reported.contains(episode.startsAt()))
                .map(episode -> new EventView(
                        TimeText.of(episode.endsAt()),
                        AlertEvent.Kind.RESOLVED.text(),
                        "The alert was not posted again, so it resolved.",
                        "",
                        "",
                        null,
                        -1))
                .toList();
    }

    private List<EventView> deliveries(Labels labels) {
        var filter = new DeliveryFilter(
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                List.of(),
                Optional.of(labels.fingerprint()),
                Instant.EPOCH,
                Instant.MAX);
        return filter.newest(context.recorded()).stream()
                .limit(MAX_EVENTS)
                .map(delivery -> delivery(delivery, labels.fingerprint()))
                .toList();
    }

    private EventView delivery(DeliveryEvent delivery, Fingerprint alert) {
        var isFiring = context.recorded()
                .details()
                .find(delivery)
                .map(DeliveryDetails::episodes)
                .filter(episodes -> episodes.isFiring(alert))
                .isPresent();
        var target = "%s, %s[%d]"
                .formatted(
                        delivery.slot().receiver(),
                        delivery.slot().integration(),
                        delivery.slot().index());
        var text = delivery.isSent()
                ? "Instance %s told %s that the alert %s (%s)."
                        .formatted(
                                delivery.instance(),
                                target,
                                isFiring ? "fires" : "resolved",
                                delivery.reason().text())
                : "Instance %s could not tell %s: %s".formatted(delivery.instance(), target, delivery.error());
        return new EventView(
                TimeText.of(delivery.at()),
                delivery.isSent() ? "told" : "failed",
                text,
                delivery.id().toString(),
                "",
                null,
                delivery.offset());
    }

    /** The silences that match, where they overlap an episode. */
    private List<EventView> silences(Labels labels, List<AlertEpisode> episodes, Instant now) {
        var events = new ArrayList<EventView>();
        for (var silence : context.notifier().muters().silences().all()) {
            var matches = silence.matchers().stream().allMatch(matcher -> matcher.matches(labels));
            if (matches && episodes.stream().anyMatch(one -> one.overlaps(silence.startsAt(), silence.endsAt()))) {
                events.add(silence(silence, silence.startsAt(), "silenced", "Silenced by %s: %s"));
                if (!silence.endsAt().isAfter(now)) {
                    events.add(silence(silence, silence.endsAt(), "unsilenced", "The silence of %s ended: %s"));
                }
            }
        }
        return events;
    }

    private static EventView silence(Silence silence, Instant at, String kind, String text) {
        return new EventView(
                TimeText.of(at),
                kind,
                text.formatted(silence.createdBy(), silence.comment()),
                "",
                silence.id(),
                null,
                -1);
    }
}
