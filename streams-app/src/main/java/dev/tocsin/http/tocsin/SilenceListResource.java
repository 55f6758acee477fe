package dev.tocsin.http.tocsin;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tocsin.explain.SilenceEffect;
import dev.tocsin.explain.SilenceUse;
import dev.tocsin.history.AlertEpisode;
import dev.tocsin.http.common.ResponseEnvelope;
import dev.tocsin.labels.Matcher;
import dev.tocsin.labels.MatcherFormat;
import dev.tocsin.notification.silences.Silence;
import dev.tocsin.notification.silences.SilenceState;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** {@code GET /silences} and {@code GET /silences/ID}: silences with what they mute, now and in their life. */
record SilenceListResource(TocsinContext context, SilenceUses uses) {
    private static final int STOPPED = 200;
    private static final int CHAIN = 100;
    private static final List<String> STATES =
            Stream.of(SilenceState.values()).map(SilenceState::text).toList();

    private record CountsView(long active, long pending, long expired) {}

    private record ListView(CountsView counts, int total, String next, String since, List<SilenceRowView> rows) {}

    record EpisodeView(String name, String fingerprint, Map<String, String> labels, String startsAt, String endsAt) {
        static EpisodeView of(AlertEpisode episode) {
            return new EpisodeView(
                    episode.labels().get("alertname"),
                    episode.labels().fingerprint().toString(),
                    episode.labels().asMap(),
                    TimeText.of(episode.startsAt()),
                    TimeText.of(episode.endsAt()));
        }
    }

    /**
     * @param edited the silences that this one is an edit of, the newest first, as far as they are kept
     * @param stopped the newest firing periods that it has muted
     */
    private record DetailView(
            @JsonUnwrapped SilenceRowView row, List<SilenceRowView> edited, List<EpisodeView> stopped) {}

    void list(Context request) {
        var parameters = new TocsinParameters(request, context.matchers());
        var states = parameters.choices("state", STATES);
        var filter = parameters.filter();
        var creator = parameters.text("creator");
        var text = parameters.text("text").toLowerCase(Locale.ROOT);
        var now = context.notifier().logTime();
        var matching = context.notifier().muters().silences().sortedByState(now).stream()
                .filter(silence -> creator.isEmpty() || silence.createdBy().equals(creator))
                .filter(silence -> selects(filter, silence))
                .filter(silence -> text.isEmpty() || contains(silence, text))
                .toList();
        var shown = matching.stream()
                .filter(silence ->
                        states.isEmpty() || states.contains(silence.at(now).text()))
                .toList();
        var page = ListPage.of(shown, parameters, Silence::id);
        var use = uses.current();
        var edits = edits();
        var view = new ListView(
                counts(matching, now),
                shown.size(),
                page.next(),
                TimeText.of(context.recorded().history().get().alertsSince(now)),
                page.rows().stream()
                        .map(silence -> row(silence, use, edits, now))
                        .toList());
        TaggedAnswer.send(request, view, List.of(view.counts(), view.total(), view.next(), view.rows()));
    }

    /** Ids of the edits of silences, by the id of the edited one. */
    private Map<String, String> edits() {
        var edits = new HashMap<String, String>();
        context.notifier().muters().silences().all().stream()
                .filter(silence -> !silence.replaces().isEmpty())
                .forEach(silence -> edits.put(silence.replaces(), silence.id()));
        return edits;
    }

    private static SilenceRowView row(
            Silence silence, Map<String, SilenceUse> use, Map<String, String> edits, Instant now) {
        return SilenceRowView.of(silence, SilenceUse.of(use, silence), edits.getOrDefault(silence.id(), ""), now);
    }

    /** A silence is selected by its own matchers, as in Alertmanager, or by labels that it mutes. */
    private static boolean selects(List<Matcher> filter, Silence silence) {
        return filter.stream()
                .allMatch(wanted -> silence.matchers().contains(wanted)
                        || wanted.op() == Matcher.Op.EQUAL
                                && silence.matchers().stream()
                                        .filter(own -> own.name().equals(wanted.name()))
                                        .findFirst()
                                        .filter(own -> own.matches(wanted.value()))
                                        .isPresent());
    }

    private static boolean contains(Silence silence, String text) {
        return Stream.of(silence.id(), silence.comment(), silence.createdBy(), MatcherFormat.format(silence.matchers()))
                .anyMatch(part -> part.toLowerCase(Locale.ROOT).contains(text));
    }

    private List<Silence> edited(Silence silence) {
        var edited = new ArrayList<Silence>();
        var earlier = context.notifier().muters().silences().find(silence.replaces());
        while (earlier.isPresent() && edited.size() < CHAIN && !edited.contains(earlier.get())) {
            edited.add(earlier.get());
            earlier = context.notifier().muters().silences().find(earlier.get().replaces());
        }
        return edited;
    }

    private static CountsView counts(List<Silence> silences, Instant now) {
        return new CountsView(
                silences.stream()
                        .filter(one -> one.at(now) == SilenceState.ACTIVE)
                        .count(),
                silences.stream()
                        .filter(one -> one.at(now) == SilenceState.PENDING)
                        .count(),
                silences.stream()
                        .filter(one -> one.at(now) == SilenceState.EXPIRED)
                        .count());
    }

    void get(Context request) {
        var id = request.pathParam("id");
        var silence = context.notifier()
                .muters()
                .silences()
                .find(id)
                .orElseThrow(() -> ResponseEnvelope.routingError(
                        404, "there is no silence '%s': it may have been deleted after its end".formatted(id)));
        var now = context.notifier().logTime();
        var stopped = SilenceUses.episodes(context, now).stream()
                .filter(episode -> episode.overlaps(silence.startsAt(), silence.endsAt()))
                .filter(episode -> SilenceEffect.matches(silence.matchers(), episode.labels()))
                .toList();
        var use = uses.current();
        var edits = edits();
        var newest = stopped.subList(Math.max(0, stopped.size() - STOPPED), stopped.size());
        TaggedAnswer.send(
                request,
                new DetailView(
                        row(silence, use, edits, now),
                        edited(silence).stream()
                                .map(earlier -> row(earlier, use, edits, now))
                                .toList(),
                        newest.stream().map(EpisodeView::of).toList()));
    }
}
