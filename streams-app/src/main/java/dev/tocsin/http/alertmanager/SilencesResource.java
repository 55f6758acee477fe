package dev.tocsin.http.alertmanager;

import dev.tocsin.http.common.ApiJson;
import dev.tocsin.http.common.AsyncResponse;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notification.silences.Silence;
import dev.tocsin.notification.silences.SilenceDraft;
import dev.tocsin.notification.silences.SilenceResult;
import dev.tocsin.notification.silences.SilenceState;
import dev.tocsin.notifier.SilenceService;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code /silences} and {@code /silence/ID}. */
final class SilencesResource {
    private static final Pattern UUID =
            Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32}");

    private final SilenceService silenceService;
    private final MatcherParser matchers;
    private final AsyncResponse asyncResponse;
    private final RequestValidator requestValidator;

    SilencesResource(SilenceService silencing, MatcherParser matchers, AsyncResponse later, RequestValidator requests) {
        this.silenceService = silencing;
        this.matchers = matchers;
        this.asyncResponse = later;
        this.requestValidator = requests;
    }

    void list(Context request) {
        var now = silenceService.now();
        var parameters = new AlertmanagerParameters(request, matchers);
        var filter = parameters.filter();
        var wanted = silenceService.silences().all().stream()
                .filter(silence -> parameters.includes(silence.at(now).text()))
                .filter(silence -> silence.matchers().containsAll(filter))
                .toList();
        ApiJson.send(
                request,
                200,
                sorted(wanted, now).map(silence -> SilenceView.of(silence, now)).toList());
    }

    void get(Context request) {
        silenceService
                .silences()
                .find(id(request))
                .ifPresentOrElse(
                        silence -> ApiJson.send(request, 200, SilenceView.of(silence, silenceService.now())),
                        () -> request.status(404));
    }

    void post(Context request) {
        var draft = SilenceBodyParser.parse(requestValidator.readJsonBody(request));
        check(draft, silenceService.now());
        asyncResponse.respond(
                request,
                silenceService.set(draft),
                answer -> sendResult(request, answer),
                SilencesResource::logUnavailable);
    }

    void expire(Context request) {
        asyncResponse.respond(
                request,
                silenceService.expire(id(request)),
                answer -> request.status(answer instanceof SilenceResult.NotFound ? 404 : 200),
                SilencesResource::logUnavailable);
    }

    private void check(SilenceDraft draft, Instant now) {
        if (!draft.startsAt().isBefore(draft.endsAt())) {
            throw AlertmanagerErrors.handlerError(400, "Failed to create silence: start time must be before end time");
        }
        if (draft.endsAt().isBefore(now)) {
            throw AlertmanagerErrors.handlerError(400, "Failed to create silence: end time can't be in the past");
        }
        try {
            draft.checkNames(matchers::allowsName);
        } catch (IllegalArgumentException e) {
            throw AlertmanagerErrors.handlerError(400, e.getMessage());
        }
    }

    private static void sendResult(Context request, SilenceResult answer) {
        if (answer instanceof SilenceResult.Stored stored) {
            ApiJson.send(request, 200, new SilenceView.Id(stored.id()));
        } else if (answer instanceof SilenceResult.NotFound notFound) {
            ApiJson.send(request, 404, notFound.message());
        } else if (answer instanceof SilenceResult.Invalid invalid) {
            ApiJson.send(request, 400, invalid.message());
        }
    }

    private static void logUnavailable(String reason) {
        throw AlertmanagerErrors.handlerError(
                503,
                "the silence could not be written to the log (%s); nothing is promised, try again".formatted(reason));
    }

    private static String id(Context request) {
        var id = request.pathParam("id");
        if (!UUID.matcher(id).matches()) {
            throw AlertmanagerErrors.badType("silenceID in path", "uuid", id);
        }
        return id;
    }

    /** Those that end soonest first, then those that begin soonest, then those that ended last. */
    private static Stream<Silence> sorted(Collection<Silence> silences, Instant now) {
        var ending = Comparator.comparing(Silence::endsAt);
        return Stream.of(
                        withState(SilenceState.ACTIVE, silences, now).sorted(ending),
                        withState(SilenceState.PENDING, silences, now).sorted(Comparator.comparing(Silence::startsAt)),
                        withState(SilenceState.EXPIRED, silences, now).sorted(ending.reversed()))
                .flatMap(phase -> phase);
    }

    private static Stream<Silence> withState(SilenceState phase, Collection<Silence> silences, Instant now) {
        return silences.stream().filter(silence -> silence.at(now) == phase);
    }
}
