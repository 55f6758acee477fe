package dev.tocsin.http.tocsin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.alerts.Alert;
import dev.tocsin.history.AlertEpisode;
import dev.tocsin.history.AlertEvent;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.log.Episode;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code GET /history}: transitions of alerts, the newest first, and the noisiest alerts. */
record HistoryResource(TocsinContext context) {
    private static final int NOISIEST = 20;
    /** Deliveries whose alerts are read to know which episodes no receiver was told of. */
    private static final int MAX_READ_DELIVERIES = 2_000;

    private static final List<String> STATES =
            Stream.of(AlertEvent.Kind.values()).map(AlertEvent.Kind::text).toList();

    /** @param value null for a posted alert */
    private record RowView(
            String id,
            String at,
            String state,
            String name,
            Map<String, String> labels,
            String fingerprint,
            String source,
            String ruleGroup,
            String startsAt,
            @JsonInclude Object value) {
        static RowView of(AlertEvent event) {
            return new RowView(
                    event.id().toString(),
                    TimeText.of(event.at()),
                    event.kind().text(),
                    event.labels().get("alertname"),
                    event.labels().asMap(),
                    event.fingerprint().toString(),
                    event.isPosted() ? "posted" : "rule",
                    event.ruleGroup(),
                    TimeText.of(event.startsAt()),
                    Double.isNaN(event.value()) ? null : AlertRowView.number(event.value()));
        }
    }

    /** @param neverTold episodes that no receiver was told of; null if there are too many deliveries to read */
    private record NoisyView(
            String name,
            String ruleGroup,
            int episodes,
            double firingSeconds,
            @JsonInclude Integer neverTold) {}

    private record HistoryView(int total, String next, String since, List<RowView> rows, List<NoisyView> noisiest) {}

    void list(Context request) {
        var parameters = new TocsinParameters(request, context.matchers());
        var now = context.notifier().logTime();
        var from = parameters.time("from").orElse(Instant.EPOCH);
        var to = parameters.time("to").orElse(now.plusSeconds(3600));
        if (to.isBefore(from)) {
            throw TocsinParameters.invalid("to", parameters.text("to"), "must not be before the parameter 'from'");
        }
        var states = parameters.choices("state", STATES);
        var matching = matching(parameters.filter(), from, to);
        var rows = matching.stream()
                .filter(event ->
                        states.isEmpty() || states.contains(event.kind().text()))
                .toList();
        var page = ListPage.of(rows, parameters, event -> event.id().toString());
        var view = new HistoryView(
                rows.size(),
                page.next(),
                TimeText.of(context.recorded().history().get().alertsSince(now)),
                page.rows().stream().map(RowView::of).toList(),
                parameters.cursor().equals(Cursor.START) ? noisiest(matching, from, to, now) : List.of());
        TaggedAnswer.send(request, view, List.of(view.total(), view.next(), view.rows(), view.noisiest()));
    }

    private List<AlertEvent> matching(List<Matcher> filter, Instant from, Instant to) {
        return context.recorded().newestAlerts(from, to).stream()
                .filter(event -> filter.stream().allMatch(matcher -> matcher.matches(event.labels())))
                .toList();
    }

    private List<NoisyView> noisiest(List<AlertEvent> newestFirst, Instant from, Instant to, Instant now) {
        var current = context.notifier().alerts().stream()
                .collect(Collectors.toMap(Alert::fingerprint, alert -> alert, (one, other) -> one));
        var oldestFirst = new ArrayList<>(newestFirst);
        Collections.reverse(oldestFirst);
        var episodes = AlertEpisode.of(oldestFirst, alert -> Optional.ofNullable(current.get(alert)), now);
        var told = told(from, to);
        var noisy = new HashMap<List<String>, NoisyView>();
        for (var episode : episodes) {
            var name = episode.labels().get("alertname");
            noisy.merge(List.of(name, episode.ruleGroup()), noisy(episode, name, told, now), HistoryResource::sum);
        }
        return noisy.values().stream()
                .sorted(Comparator.comparingInt(NoisyView::episodes).reversed().thenComparing(NoisyView::name))
                .limit(NOISIEST)
                .toList();
    }

    private static NoisyView noisy(AlertEpisode episode, String name, Optional<Set<Episode>> told, Instant now) {
        var key = new Episode(episode.labels().fingerprint(), episode.startsAt());
        return new NoisyView(
                name,
                episode.ruleGroup(),
                1,
                episode.duration(now).toMillis() / 1e3,
                told.map(known -> known.contains(key) ? 0 : 1).orElse(null));
    }

    private static NoisyView sum(NoisyView one, NoisyView other) {
        return new NoisyView(
                one.name(),
                one.ruleGroup(),
                one.episodes() + other.episodes(),
                one.firingSeconds() + other.firingSeconds(),
                one.neverTold() == null ? null : one.neverTold() + other.neverTold());
    }

    /** The episodes that receivers were told of; empty if that is too much to read. */
    private Optional<Set<Episode>> told(Instant from, Instant to) {
        var deliveries = context.recorded().history().get().deliveries(from, to).stream()
                .filter(delivery -> delivery.isSent())
                .limit(MAX_READ_DELIVERIES + 1)
                .toList();
        if (deliveries.size() > MAX_READ_DELIVERIES) {
            return Optional.empty();
        }
        var told = new HashSet<Episode>();
        deliveries.forEach(delivery -> context.recorded()
                .details()
                .find(delivery)
                .ifPresent(found -> told.addAll(found.episodes().firing())));
        return Optional.of(told);
    }
}
