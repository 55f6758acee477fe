package dev.tocsin.http.tocsin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.explain.SilenceEffect;
import dev.tocsin.explain.SilenceEffect.MutedAlerts;
import dev.tocsin.history.AlertEpisode;
import dev.tocsin.http.common.AsyncResponse;
import dev.tocsin.http.common.ResponseEnvelope;
import dev.tocsin.http.tocsin.SilenceListResource.EpisodeView;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.listing.AlertSnapshot;
import dev.tocsin.notification.listing.ListedAlert;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** {@code POST /silences/preview}: what a silence would mute, before it is created. */
record SilencePreviewResource(TocsinContext context, AlertSnapshots snapshots, AsyncResponse async) {
    private static final String EXAMPLE =
            "{\"matchers\":[{\"name\":\"job\",\"value\":\"api\",\"isRegex\":false,\"isEqual\":true}]}";
    private static final int MUTED_ROWS = 50;
    private static final int PAST_ROWS = 20;

    private record ReceiverView(String name, int muted, int of) {
        static ReceiverView of(Map.Entry<String, MutedAlerts> receiver) {
            return new ReceiverView(
                    receiver.getKey(),
                    receiver.getValue().muted(),
                    receiver.getValue().of());
        }
    }

    /** @param days time that the history covers, in days */
    private record PastView(double days, int episodes, List<EpisodeView> rows) {}

    private record PreviewView(
            int alerts,
            int pending,
            double share,
            List<AlertRowView> rows,
            List<Integer> perMatcher,
            List<String> receiversQuiet,
            List<ReceiverView> receivers,
            PastView past,
            List<String> warnings) {}

    void post(Context request) {
        var matchers = matchers(JsonBody.object(request, EXAMPLE));
        async.respond(
                request,
                snapshots.current(),
                snapshot -> ResponseEnvelope.send(request, view(matchers, snapshot.alerts())),
                reason -> ResponseEnvelope.apiError(503, "unavailable", reason));
    }

    private static List<Matcher> matchers(JsonNode body) {
        var matchers = new ArrayList<Matcher>();
        var problems = new ArrayList<String>();
        for (var node : body.path("matchers")) {
            try {
                matchers.add(matcher(node));
            } catch (IllegalArgumentException e) {
                problems.add("matcher %d: %s".formatted(matchers.size() + problems.size(), e.getMessage()));
            }
        }
        if (!problems.isEmpty()) {
            throw ResponseEnvelope.badData(String.join("; ", problems));
        }
        if (matchers.isEmpty()) {
            throw ResponseEnvelope.badData("the body has no matchers: give at least one, such as " + EXAMPLE);
        }
        return matchers;
    }

    private static Matcher matcher(JsonNode node) {
        var name = node.path("name").asText("");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("has no name");
        }
        return Matcher.alerting(
                name,
                Matcher.Op.of(
                        node.path("isRegex").asBoolean(false),
                        node.path("isEqual").asBoolean(true)),
                node.path("value").asText(""));
    }

    private PreviewView view(List<Matcher> matchers, AlertSnapshot snapshot) {
        var now = snapshot.at();
        var firing = snapshot.alerts().values().stream()
                .filter(alert -> !alert.alert().isResolvedAt(now))
                .toList();
        var effect = SilenceEffect.of(matchers, firing, snapshot.pending(), SilenceUses.episodes(context, now));
        var receivers = effect.receivers().entrySet();
        return new PreviewView(
                effect.muted().size(),
                effect.pending(),
                effect.share(),
                effect.muted().stream()
                        .sorted(Comparator.comparing(
                                        (ListedAlert alert) -> alert.alert().startsAt())
                                .reversed())
                        .limit(MUTED_ROWS)
                        .map(AlertRowView::of)
                        .toList(),
                effect.perMatcher(),
                receivers.stream()
                        .filter(receiver -> receiver.getValue().isQuiet())
                        .map(Map.Entry::getKey)
                        .toList(),
                receivers.stream().map(ReceiverView::of).toList(),
                past(effect.past(), now),
                effect.warnings());
    }

    private PastView past(List<AlertEpisode> episodes, Instant now) {
        var since = context.recorded().history().get().alertsSince(now);
        var hours = Duration.between(since, now).toHours();
        return new PastView(
                hours / 24.0,
                episodes.size(),
                episodes.stream()
                        .sorted(Comparator.comparing(AlertEpisode::startsAt).reversed())
                        .limit(PAST_ROWS)
                        .map(EpisodeView::of)
                        .toList());
    }
}
