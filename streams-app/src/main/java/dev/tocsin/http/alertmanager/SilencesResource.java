package dev.tocsin.http.alertmanager;

import dev.tocsin.http.common.Json;
import dev.tocsin.http.common.Later;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notification.silences.Answer;
import dev.tocsin.notification.silences.Draft;
import dev.tocsin.notification.silences.Phase;
import dev.tocsin.notification.silences.Silence;
import dev.tocsin.notifier.Silencing;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code /silences} and {@code /silence/ID}. */
final class SilencesResource {
    private static final Pattern UUID =
            Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32}");

    private final Silencing silencing;
    private final MatcherParser matchers;
    private final InstantSource clock;
    private final Later later;
    private final Requests requests;

    SilencesResource(Silencing silencing, MatcherParser matchers, InstantSource clock, Later later, Requests requests) {
        this.silencing = silencing;
        this.matchers = matchers;
        this.clock = clock;
        this.later = later;
        this.requests = requests;
    }

    void list(Context request) {
        var now = clock.instant();
        var parameters = new Parameters(request, matchers);
        var filter = parameters.filter();
        var wanted = silencing.silences().all().stream()
                .filter(silence -> parameters.wants(silence.at(now).text()))
                .filter(silence -> silence.matchers().containsAll(filter))
                .toList();
        Json.send(
                request,
                200,
                inOrder(wanted, now)
                        .map(silence -> SilenceView.of(silence, now))
                        .toList());
    }

    void get(Context request) {
        silencing
                .silences()
                .find(id(request))
                .ifPresentOrElse(
                        silence -> Json.send(request, 200, SilenceView.of(silence, clock.instant())),
                        () -> request.status(404));
    }

    void post(Context request) {
        var draft = SilenceBody.read(requests.body(request));
        check(draft, clock.instant());
        later.answer(request, silencing.set(draft), answer -> tell(request, answer), SilencesResource::unreachable);
    }

    void expire(Context request) {
        later.answer(
                request,
                silencing.expire(id(request)),
                answer -> request.status(answer instanceof Answer.NotFound ? 404 : 200),
                SilencesResource::unreachable);
    }

    private void check(Draft draft, Instant now) {
        if (!draft.startsAt().isBefore(draft.endsAt())) {
            throw Refused.byHandler(400, "Failed to create silence: start time must be before end time");
        }
        if (draft.endsAt().isBefore(now)) {
            throw Refused.byHandler(400, "Failed to create silence: end time can't be in the past");
        }
        try {
            draft.checkNames(matchers::allowsName);
        } catch (IllegalArgumentException e) {
            throw Refused.byHandler(400, e.getMessage());
        }
    }

    private static void tell(Context request, Answer answer) {
        if (answer instanceof Answer.Stored stored) {
            Json.send(request, 200, new SilenceView.Id(stored.id()));
        } else if (answer instanceof Answer.NotFound notFound) {
            Json.send(request, 404, notFound.message());
        } else if (answer instanceof Answer.Invalid invalid) {
            Json.send(request, 400, invalid.message());
        }
    }

    private static void unreachable(String reason) {
        throw Refused.byHandler(
                503,
                "the silence could not be written to the log (%s); nothing is promised, try again".formatted(reason));
    }

    private static String id(Context request) {
        var id = request.pathParam("id");
        if (!UUID.matcher(id).matches()) {
            throw Refused.badType("silenceID in path", "uuid", id);
        }
        return id;
    }

    /** Those that end soonest first, then those that begin soonest, then those that ended last. */
    private static Stream<Silence> inOrder(Collection<Silence> silences, Instant now) {
        var ending = Comparator.comparing(Silence::endsAt);
        return Stream.of(
                        in(Phase.ACTIVE, silences, now).sorted(ending),
                        in(Phase.PENDING, silences, now).sorted(Comparator.comparing(Silence::startsAt)),
                        in(Phase.EXPIRED, silences, now).sorted(ending.reversed()))
                .flatMap(phase -> phase);
    }

    private static Stream<Silence> in(Phase phase, Collection<Silence> silences, Instant now) {
        return silences.stream().filter(silence -> silence.at(now) == phase);
    }
}
