package dev.tocsin.http.tocsin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.http.common.ApiTime;
import dev.tocsin.http.common.AsyncResponse;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.labels.MatcherFormat;
import dev.tocsin.notation.Sha256;
import dev.tocsin.notification.listing.AlertSnapshot;
import dev.tocsin.notification.log.DeliveryStatistics.Target;
import dev.tocsin.notification.muting.Inhibitor;
import dev.tocsin.notification.receivers.Receiver;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.routing.RouteTrace;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code GET /routing}: the routing tree with what each route handles now, and the path of a label set through it. */
record RoutingResource(TocsinContext context, AlertSnapshots snapshots, AsyncResponse async) {
    private static final int EXAMPLES = 20;
    private static final int ID_LENGTH = 12;
    /** How far the next change of a time interval is looked for. */
    private static final Duration AHEAD = Duration.ofDays(2);

    private record RoutingView(
            String version,
            String appliedAt,
            String problem,
            String config,
            @JsonInclude RouteTreeView.Node tree,
            List<ReceiverFiguresView> receivers,
            List<IntervalView> intervals,
            List<InhibitionView> inhibition,
            @JsonInclude TestView test) {}

    private record ReceiverFiguresView(String name, List<FiguresView> integrations) {}

    private record FiguresView(
            String integration, int index, String lastOk, String lastError, String error, int failures1h, int sent1h) {}

    private record IntervalView(String name, boolean activeNow, String until) {}

    private record InhibitionView(
            List<String> source, List<String> target, List<String> equal, int pairs, List<PairView> examples) {}

    private record PairView(String source, String target) {}

    private record TestView(List<TestedReceiverView> receivers) {}

    private record TestedReceiverView(
            String receiver,
            List<String> path,
            Map<String, String> groupLabels,
            BigDecimal groupWaitSeconds,
            BigDecimal groupIntervalSeconds,
            BigDecimal repeatIntervalSeconds) {}

    void get(Context request) {
        var labels = labels(new TocsinParameters(request, context.matchers()));
        async.respond(
                request,
                snapshots.current(),
                snapshot -> TaggedAnswer.send(
                        request,
                        context.notifier()
                                .config()
                                .map(config -> view(config, snapshot.alerts(), labels))
                                .orElseGet(this::withoutConfig)),
                AlertListResource::unavailable);
    }

    /** The labels to test: matchers with an equals sign. */
    private static Optional<Labels> labels(TocsinParameters parameters) {
        var matchers = parameters.matchers("labels");
        if (matchers.isEmpty()) {
            return Optional.empty();
        }
        var labels = new TreeMap<String, String>();
        for (var matcher : matchers) {
            if (matcher.op() != Matcher.Op.EQUAL) {
                throw TocsinParameters.invalid(
                        "labels", MatcherFormat.format(matcher), "must be labels such as severity=\"critical\"");
            }
            labels.put(matcher.name(), matcher.value());
        }
        return Optional.of(Labels.of(labels));
    }

    private RoutingView withoutConfig() {
        return new RoutingView(
                "", "", context.config().problem().get(), "", null, List.of(), List.of(), List.of(), null);
    }

    private RoutingView view(AlertingConfig config, AlertSnapshot snapshot, Optional<Labels> labels) {
        var now = snapshot.at();
        var trace = labels.map(tested -> RouteTrace.of(config.tree(), tested));
        return new RoutingView(
                Sha256.hex(config.redacted()).substring(0, ID_LENGTH),
                TimeText.of(context.config().appliedAt().get()),
                context.config().problem().get(),
                config.redacted(),
                new RouteTreeView(config, snapshot, context.notifier().muters(), labels, trace).root(),
                config.receivers().stream().map(receiver -> view(receiver, now)).toList(),
                config.timeIntervals().names().stream()
                        .map(name -> interval(config, name, now))
                        .toList(),
                context.notifier().inhibition().pairs(context.notifier().alerts(), now, EXAMPLES).stream()
                        .map(RoutingResource::view)
                        .toList(),
                trace.map(found -> view(config, found, labels.orElseThrow())).orElse(null));
    }

    private ReceiverFiguresView view(Receiver receiver, Instant now) {
        return new ReceiverFiguresView(
                receiver.name(),
                receiver.integrations().stream()
                        .map(integration ->
                                figures(new Target(receiver.name(), integration.kind(), integration.index()), now))
                        .toList());
    }

    private FiguresView figures(Target target, Instant now) {
        var figures = context.cluster().deliveries().of(target, now);
        return new FiguresView(
                target.integration(),
                target.index(),
                TimeText.of(figures.lastOk()),
                TimeText.of(figures.lastError()),
                figures.error(),
                figures.failures(),
                figures.sent());
    }

    private static IntervalView interval(AlertingConfig config, String name, Instant now) {
        var intervals = config.timeIntervals();
        return new IntervalView(
                name,
                !intervals.activeAt(List.of(name), now).isEmpty(),
                intervals.nextChange(name, now, AHEAD).map(ApiTime::millis).orElse(""));
    }

    private static InhibitionView view(Inhibitor.RulePairs pairs) {
        return new InhibitionView(
                texts(pairs.rule().sources()),
                texts(pairs.rule().targets()),
                pairs.rule().equal(),
                pairs.pairs(),
                pairs.examples().stream()
                        .map(pair -> new PairView(
                                pair.source().toString(), pair.target().toString()))
                        .toList());
    }

    private static TestView view(AlertingConfig config, RouteTrace trace, Labels labels) {
        return new TestView(trace.matched().stream()
                .map(route -> new TestedReceiverView(
                        route.receiver(),
                        RouteView.path(config.tree(), route),
                        route.groupLabels(labels).asMap(),
                        ApiTime.seconds(route.options().groupWait()),
                        ApiTime.seconds(route.options().groupInterval()),
                        ApiTime.seconds(route.options().repeatInterval())))
                .toList());
    }

    private static List<String> texts(List<Matcher> matchers) {
        return matchers.stream().map(MatcherFormat::format).toList();
    }
}
