package dev.tocsin.http.tocsin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.AsyncResponse;
import dev.tocsin.http.common.ResponseEnvelope;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import dev.tocsin.notification.listing.AlertGroup;
import dev.tocsin.notification.listing.AlertGroups;
import dev.tocsin.notification.listing.AlertQuery;
import dev.tocsin.notification.listing.AlertQuery.Grouping;
import dev.tocsin.notification.listing.AlertSnapshot;
import dev.tocsin.notification.listing.AlertSort;
import dev.tocsin.notification.listing.Facet;
import dev.tocsin.notification.listing.ListedAlert;
import dev.tocsin.notification.listing.ListedAlert.State;
import dev.tocsin.notification.listing.StateCounts;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code GET /alerts} and {@code GET /alerts/FINGERPRINT}. */
record AlertListResource(
        TocsinContext context,
        AlertSnapshots snapshots,
        LastNotification lastNotification,
        SharedAnswers<PreparedAnswer> shared,
        AsyncResponse async) {
    private static final int GROUP_ROWS = 50;
    private static final int FACET_VALUES = 20;
    private static final int SIMILAR = 20;
    private static final List<String> STATES =
            Stream.of(State.values()).map(State::text).toList();
    private static final List<String> SORTS = Stream.of(AlertSort.values())
            .map(sort -> sort.name().toLowerCase(Locale.ROOT))
            .toList();

    /** Characters of labels and summaries in one answer. The rest of a row is about as long. */
    private static final int MAX_TEXT = 80_000;

    private record AlertListView(
            String asOf,
            long offset,
            int total,
            int groupsTotal,
            StateCounts counts,
            int hidden,
            String next,
            List<Facet> facets,
            List<GroupView> groups) {
        List<Object> content() {
            return List.of(total, groupsTotal, counts, hidden, next, facets, groups);
        }
    }

    /** @param moreAlerts number of alerts of the group that are not among the rows */
    private record GroupView(
            String id,
            boolean natural,
            String receiver,
            Map<String, String> labels,
            Map<String, String> shared,
            StateCounts counts,
            @JsonInclude LastNotification.View lastTold,
            String nextFlush,
            List<AlertRowView> alerts,
            int moreAlerts) {}

    private record AlertDetailView(
            @JsonUnwrapped AlertRowView alert,
            Map<String, String> annotations,
            String generatorUrl,
            List<GroupReferenceView> groups,
            List<AlertRowView> similar) {}

    private record GroupReferenceView(String id, String receiver, Map<String, String> labels) {}

    void list(Context request) {
        var parameters = new TocsinParameters(request, context.matchers());
        var query = query(parameters);
        var cursor = parameters.cursor();
        var limit = parameters.limit();
        var facets = parameters.list("facets");
        async.respond(
                request,
                snapshots.current(),
                snapshot -> shared.get(snapshot.version(), String.valueOf(request.queryString()), () -> {
                            var view = view(query, snapshot, cursor, limit, facets);
                            return PreparedAnswer.of(view, view.content());
                        })
                        .send(request),
                AlertListResource::unavailable);
    }

    private static AlertQuery query(TocsinParameters parameters) {
        var states = parameters.choices("state", STATES).stream()
                .map(state -> State.valueOf(state.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toSet());
        return new AlertQuery(
                parameters.filter(),
                states.isEmpty() ? AlertQuery.DEFAULT_STATES : states,
                new HashSet<>(parameters.all("receiver")),
                grouping(parameters.list("group")),
                AlertSort.valueOf(parameters.choice("sort", SORTS).toUpperCase(Locale.ROOT)));
    }

    private static Grouping grouping(List<String> names) {
        if (names.isEmpty() || names.equals(List.of("natural"))) {
            return new Grouping.Natural();
        }
        return new Grouping.ByLabels(names.equals(List.of("none")) ? List.of() : names);
    }

    private AlertListView view(
            AlertQuery query, AlertSnapshots.Dated dated, Cursor cursor, int limit, List<String> facets) {
        var result = query.apply(dated.alerts());
        var isFlat = query.grouping().equals(new Grouping.ByLabels(List.of()));
        var page = isFlat ? rowPage(result.groups(), cursor, limit) : groupPage(result.groups(), cursor, limit);
        return new AlertListView(
                TimeText.of(dated.alerts().at()),
                dated.offset(),
                result.total(),
                result.groups().size(),
                result.counts(),
                result.hidden(),
                page.next(),
                facets(facets, result.selected()),
                page.rows());
    }

    /** A page of whole groups, of each of which the first rows are listed. */
    private ListPage<GroupView> groupPage(List<AlertGroup> groups, Cursor cursor, int limit) {
        var views = new ArrayList<GroupView>();
        var rows = 0;
        var text = 0L;
        var at = cursor.startIn(groups, AlertGroup::id);
        while (at < groups.size() && rows < limit && text < MAX_TEXT) {
            var group = groups.get(at++);
            var listed = listed(group.alerts(), Math.min(GROUP_ROWS, limit - rows), MAX_TEXT - text);
            views.add(view(group, listed));
            rows += listed.size();
            text += length(listed);
        }
        return new ListPage<>(views, Cursor.after(groups, at, AlertGroup::id));
    }

    /** A page of the rows of one group that has all alerts. */
    private ListPage<GroupView> rowPage(List<AlertGroup> groups, Cursor cursor, int limit) {
        if (groups.isEmpty()) {
            return new ListPage<>(List.of(), "");
        }
        var all = groups.get(0).alerts();
        var from = cursor.startIn(all, AlertListResource::id);
        var listed = listed(all.subList(from, all.size()), limit, MAX_TEXT);
        return new ListPage<>(
                List.of(view(groups.get(0), listed)), Cursor.after(all, from + listed.size(), AlertListResource::id));
    }

    private static String id(ListedAlert alert) {
        return alert.alert().fingerprint().toString();
    }

    /** The first alerts: at least one, and others until they are enough or too long. */
    private static List<ListedAlert> listed(List<ListedAlert> alerts, int most, long mostText) {
        var listed = new ArrayList<ListedAlert>();
        var text = 0L;
        for (var alert : alerts) {
            text += length(alert);
            if (listed.size() >= most || !listed.isEmpty() && text > mostText) {
                break;
            }
            listed.add(alert);
        }
        return listed;
    }

    private static long length(List<ListedAlert> alerts) {
        return alerts.stream().mapToLong(AlertListResource::length).sum();
    }

    /** The rest of a row counts as some characters. */
    private static long length(ListedAlert alert) {
        return alert.alert().labels().length() + 200;
    }

    private GroupView view(AlertGroup group, List<ListedAlert> listed) {
        return new GroupView(
                group.id(),
                group.scheduled().isPresent(),
                group.receiver(),
                group.labels().asMap(),
                group.sharedLabels(),
                group.counts(),
                group.scheduled().flatMap(lastNotification::of).orElse(null),
                group.scheduled().map(one -> TimeText.of(one.nextFlush())).orElse(""),
                listed.stream().map(AlertRowView::of).toList(),
                group.alerts().size() - listed.size());
    }

    private static List<Facet> facets(List<String> names, List<ListedAlert> alerts) {
        var labels = names.equals(List.of("*")) ? Facet.labels(alerts) : names;
        return labels.stream()
                .map(label -> Facet.of(label, alerts, FACET_VALUES))
                .toList();
    }

    void get(Context request) {
        var fingerprint = fingerprint(request.pathParam("fingerprint"));
        async.respond(
                request,
                snapshots.current(),
                snapshot -> TaggedAnswer.send(request, detail(snapshot.alerts(), fingerprint)),
                AlertListResource::unavailable);
    }

    private static Fingerprint fingerprint(String text) {
        try {
            return Fingerprint.parse(text);
        } catch (IllegalArgumentException e) {
            throw ResponseEnvelope.badData("%s: it has 16 of the digits 0-9 and a-f".formatted(e.getMessage()));
        }
    }

    private AlertDetailView detail(AlertSnapshot snapshot, Fingerprint fingerprint) {
        var found = Optional.ofNullable(snapshot.alerts().get(fingerprint))
                .or(() -> snapshot.pending().stream()
                        .filter(alert -> alert.alert().fingerprint().equals(fingerprint))
                        .findFirst())
                .orElseThrow(() -> ResponseEnvelope.routingError(
                        404,
                        "there is no alert with the fingerprint %s now: it may have ended; the history lists earlier ones"
                                .formatted(fingerprint)));
        var groups = snapshot.groups().stream()
                .filter(group -> group.alerts().stream()
                        .anyMatch(alert -> alert.alert().fingerprint().equals(fingerprint)))
                .map(group -> new GroupReferenceView(
                        AlertGroups.idOf(group.scheduled()),
                        group.scheduled().group().receiver(),
                        group.scheduled().group().groupLabels().asMap()))
                .toList();
        return new AlertDetailView(
                AlertRowView.of(found),
                found.alert().annotations(),
                found.alert().generatorUrl(),
                groups,
                similar(snapshot, found.alert().labels()));
    }

    /** Other alerts with the same name. */
    private static List<AlertRowView> similar(AlertSnapshot snapshot, Labels labels) {
        var name = labels.get("alertname");
        return Stream.concat(snapshot.alerts().values().stream(), snapshot.pending().stream())
                .filter(alert -> alert.state() != State.RESOLVED)
                .filter(alert -> alert.alert().labels().get("alertname").equals(name))
                .filter(alert -> !alert.alert().labels().equals(labels))
                .limit(SIMILAR)
                .map(AlertRowView::of)
                .toList();
    }

    static ApiException unavailable(String reason) {
        return ResponseEnvelope.routingError(503, "the alerts cannot be listed: %s; try again".formatted(reason));
    }
}
