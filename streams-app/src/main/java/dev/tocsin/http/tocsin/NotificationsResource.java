package dev.tocsin.http.tocsin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tocsin.history.DeliveryDetails;
import dev.tocsin.history.DeliveryEvent;
import dev.tocsin.history.EventCounts;
import dev.tocsin.history.EventId;
import dev.tocsin.http.common.ResponseEnvelope;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.notification.log.Episode;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** {@code GET /notifications}, {@code /notifications/ID} and {@code /notifications/counts}. */
record NotificationsResource(TocsinContext context, SharedAnswers<Object> shared) {
    private static final Duration DEFAULT_COUNTED = Duration.ofHours(24);
    private static final int MAX_BUCKETS = 1_000;
    private static final int LISTED_ALERTS = 1_000;
    private static final Map<String, Function<DeliveryEvent, String>> PROPERTIES = Map.of(
            "outcome", DeliveryFilter::outcome,
            "receiver", delivery -> delivery.slot().receiver(),
            "instance", DeliveryEvent::instance);

    private record ListView(int total, String next, String since, List<DeliveryRowView> rows) {}

    private record CountsView(String from, String to, double stepSeconds, List<SeriesView> series) {}

    private record SeriesView(String name, List<Integer> counts) {}

    /** @param labels null if no alert with this fingerprint is known any more */
    private record AlertView(
            String fingerprint,
            String startsAt,
            @JsonInclude Map<String, String> labels) {}

    /** Alerts that fire since the notification before, and those that do not fire any more. */
    private record ChangedView(List<String> added, List<String> gone) {}

    /**
     * @param before id of the delivery of the slot before; empty if there is none
     * @param moreAlerts number of alerts that are not listed
     * @param alertsKnown false if the alerts of the delivery are not kept any more
     */
    private record DetailView(
            @JsonUnwrapped DeliveryRowView row,
            String claimId,
            boolean alertsKnown,
            List<AlertView> firing,
            List<AlertView> resolved,
            int moreAlerts,
            ChangedView changed,
            String before,
            String after) {}

    void list(Context request) {
        share(request, this::list);
    }

    private void share(Context request, Function<TocsinParameters, Object> answer) {
        var parameters = new TocsinParameters(request, context.matchers());
        var version = context.recorded().history().get().version();
        var key = request.path() + "?" + request.queryString();
        TaggedAnswer.send(request, shared.get(version, key, () -> answer.apply(parameters)));
    }

    private ListView list(TocsinParameters parameters) {
        var now = context.notifier().logTime();
        var deliveries = DeliveryFilter.of(parameters, now).newest(context.recorded());
        var page = ListPage.of(deliveries, parameters, delivery -> delivery.id().toString());
        return new ListView(
                deliveries.size(),
                page.next(),
                since(now),
                page.rows().stream().map(DeliveryRowView::of).toList());
    }

    private String since(Instant now) {
        return TimeText.of(context.recorded().history().get().deliveriesSince(now));
    }

    void counts(Context request) {
        var parameters = new TocsinParameters(request, context.matchers());
        var buckets = parameters.number("buckets", 60, 1, MAX_BUCKETS);
        var by = parameters.choice("by", List.of("outcome", "receiver", "instance"));
        var now = context.notifier().logTime();
        var to = parameters.time("to").orElse(now);
        var from = parameters.time("from").orElse(to.minus(DEFAULT_COUNTED));
        var selected = DeliveryFilter.of(parameters, now).newest(context.recorded()).stream()
                .filter(delivery ->
                        !delivery.at().isBefore(from) && delivery.at().isBefore(to))
                .toList();
        var counts = EventCounts.of(selected, PROPERTIES.get(by), from, to, buckets);
        var series = counts.series().entrySet().stream()
                .map(one -> new SeriesView(
                        one.getKey(), Arrays.stream(one.getValue()).boxed().toList()))
                .toList();
        TaggedAnswer.send(
                request,
                new CountsView(TimeText.of(from), TimeText.of(to), counts.step().toMillis() / 1e3, series));
    }

    void get(Context request) {
        var id = request.pathParam("id");
        var delivery = EventId.parse(id)
                .flatMap(known -> context.recorded().history().get().delivery(known))
                .orElseThrow(() -> ResponseEnvelope.routingError(
                        404,
                        "there is no notification '%s': notifications before %s are not kept"
                                .formatted(id, since(context.notifier().logTime()))));
        TaggedAnswer.send(request, detail(delivery));
    }

    private DetailView detail(DeliveryEvent delivery) {
        var history = context.recorded().history().get();
        var before = history.before(delivery);
        var details = context.recorded().details().find(delivery);
        var firing = details.map(found -> found.episodes().firing())
                .map(List::copyOf)
                .orElse(List.of());
        var resolved = details.map(found -> found.episodes().resolved())
                .map(List::copyOf)
                .orElse(List.of());
        var listedFiring = firing.subList(0, Math.min(firing.size(), LISTED_ALERTS));
        var listedResolved = resolved.subList(0, Math.min(resolved.size(), LISTED_ALERTS - listedFiring.size()));
        return new DetailView(
                DeliveryRowView.of(delivery),
                details.map(DeliveryDetails::claimId).orElse(""),
                details.isPresent(),
                views(listedFiring),
                views(listedResolved),
                firing.size() + resolved.size() - listedFiring.size() - listedResolved.size(),
                changed(lastSent(before).flatMap(context.recorded().details()::find), details),
                before.map(one -> one.id().toString()).orElse(""),
                history.after(delivery).map(one -> one.id().toString()).orElse(""));
    }

    /** A failed delivery has told nothing: the changes are those since the last one that was sent. */
    private Optional<DeliveryEvent> lastSent(Optional<DeliveryEvent> before) {
        var last = before;
        while (last.isPresent() && !last.get().isSent()) {
            last = context.recorded().history().get().before(last.get());
        }
        return last;
    }

    private static ChangedView changed(Optional<DeliveryDetails> before, Optional<DeliveryDetails> now) {
        var earlier = before.map(found -> found.episodes().firingAlerts()).orElse(Set.of());
        var later = now.map(found -> found.episodes().firingAlerts()).orElse(Set.of());
        return new ChangedView(without(later, earlier), without(earlier, later));
    }

    private static List<String> without(Set<Fingerprint> some, Set<Fingerprint> others) {
        var rest = new HashSet<>(some);
        rest.removeAll(others);
        return rest.stream()
                .sorted()
                .limit(LISTED_ALERTS)
                .map(Fingerprint::toString)
                .toList();
    }

    private List<AlertView> views(Collection<Episode> episodes) {
        var current = new AlertLabels(context);
        var views = new ArrayList<AlertView>();
        for (var episode : episodes) {
            views.add(new AlertView(
                    episode.alert().toString(),
                    TimeText.of(episode.startsAt()),
                    current.find(episode.alert()).map(labels -> labels.asMap()).orElse(null)));
        }
        return views;
    }
}
