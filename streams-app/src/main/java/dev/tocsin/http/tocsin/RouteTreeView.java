package dev.tocsin.http.tocsin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.http.common.ApiTime;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.MatcherFormat;
import dev.tocsin.notation.Sha256;
import dev.tocsin.notification.listing.AlertSnapshot;
import dev.tocsin.notification.listing.AlertSnapshot.NaturalGroup;
import dev.tocsin.notification.listing.ListedAlert.State;
import dev.tocsin.notification.muting.Muters;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.routing.Route;
import dev.tocsin.notification.routing.RouteTrace;
import dev.tocsin.notification.routing.ShadowedRoutes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The routing tree in the API. */
final class RouteTreeView {
    private static final int ID_LENGTH = 12;

    private final AlertingConfig config;
    private final AlertSnapshot snapshot;
    private final Muters muters;
    private final Optional<Labels> labels;
    private final Optional<RouteTrace> trace;
    private final Map<String, String> shadowed;
    private final Map<String, List<NaturalGroup>> groups;

    /**
     * A route.
     *
     * @param inherited names of the options that are those of the parent
     * @param groups number of its aggregation groups
     * @param alerts number of firing alerts in them
     * @param shadowedBy the id of an earlier sibling that takes all of its alerts
     * @param result absent without labels to test
     */
    record Node(
            String id,
            List<String> path,
            String receiver,
            List<String> matchers,
            @JsonProperty("continue") boolean continues,
            List<String> groupBy,
            BigDecimal groupWaitSeconds,
            BigDecimal groupIntervalSeconds,
            BigDecimal repeatIntervalSeconds,
            List<String> inherited,
            List<String> muteIntervals,
            List<String> activeIntervals,
            List<String> mutedNow,
            int groups,
            int alerts,
            String shadowedBy,
            @JsonInclude(JsonInclude.Include.NON_NULL) Result result,
            List<Node> routes) {}

    /** @param result {@code matched}, {@code notMatched} or {@code notReached} */
    record Result(String result, List<MatcherResult> matchers) {}

    record MatcherResult(String text, boolean matches) {}

    /** @param labels to test; empty for none, as is the trace then */
    RouteTreeView(
            AlertingConfig config,
            AlertSnapshot snapshot,
            Muters muters,
            Optional<Labels> labels,
            Optional<RouteTrace> trace) {
        this.config = config;
        this.snapshot = snapshot;
        this.muters = muters;
        this.labels = labels;
        this.trace = trace;
        this.shadowed = ShadowedRoutes.of(config.tree());
        this.groups = snapshot.groups().stream()
                .collect(Collectors.groupingBy(
                        group -> group.scheduled().group().route().id()));
    }

    Node root() {
        var root = config.tree().root();
        return node(root, root);
    }

    /** @param parent of the root: the root itself */
    private Node node(Route route, Route parent) {
        var options = route.options();
        var own = groups.getOrDefault(route.id(), List.of());
        return new Node(
                id(route.id()),
                RouteView.path(config.tree(), route),
                route.receiver(),
                route.matchers().stream().map(MatcherFormat::format).toList(),
                route.continues(),
                RouteView.groupBy(route),
                ApiTime.seconds(options.groupWait()),
                ApiTime.seconds(options.groupInterval()),
                ApiTime.seconds(options.repeatInterval()),
                route == parent ? List.of() : inherited(route, parent),
                route.intervals().mute(),
                route.intervals().active(),
                muters.mutingIntervals(route.intervals(), snapshot.at()),
                own.size(),
                own.stream().mapToInt(RouteTreeView::firing).sum(),
                Optional.ofNullable(shadowed.get(route.id()))
                        .map(RouteTreeView::id)
                        .orElse(""),
                trace.map(found -> result(route, found)).orElse(null),
                route.routes().stream().map(child -> node(child, route)).toList());
    }

    private static int firing(NaturalGroup group) {
        return (int) group.alerts().stream()
                .filter(alert -> alert.state() != State.RESOLVED)
                .count();
    }

    private Result result(Route route, RouteTrace found) {
        return new Result(
                found.outcomes().get(route.id()).text(),
                route.matchers().stream()
                        .map(matcher ->
                                new MatcherResult(MatcherFormat.format(matcher), matcher.matches(labels.orElseThrow())))
                        .toList());
    }

    private static List<String> inherited(Route route, Route parent) {
        var own = route.options();
        var above = parent.options();
        var names = new ArrayList<String>();
        addIf(own.receiver().equals(above.receiver()), "receiver", names);
        addIf(own.groupBy().equals(above.groupBy()), "groupBy", names);
        addIf(own.groupWait().equals(above.groupWait()), "groupWaitSeconds", names);
        addIf(own.groupInterval().equals(above.groupInterval()), "groupIntervalSeconds", names);
        addIf(own.repeatInterval().equals(above.repeatInterval()), "repeatIntervalSeconds", names);
        return names;
    }

    private static void addIf(boolean isInherited, String name, List<String> names) {
        if (isInherited) {
            names.add(name);
        }
    }

    private static String id(String routeId) {
        return Sha256.hex(routeId).substring(0, ID_LENGTH);
    }
}
