package dev.tocsin.http.alertmanager;

import dev.tocsin.audit.AuditEntry;
import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.ApiJson;
import dev.tocsin.http.common.AsyncResponse;
import dev.tocsin.http.common.Caller;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notification.silences.SilencePolicy;
import dev.tocsin.notification.silences.SilenceResult;
import dev.tocsin.notifier.SilenceService;
import io.javalin.http.Context;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code /silences} and {@code /silence/ID}. */
record SilencesResource(
        SilenceService silenceService,
        MatcherParser matchers,
        AsyncResponse asyncResponse,
        RequestValidator requestValidator) {
    private static final Pattern UUID_PATTERN =
            Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32}");

    void list(Context request) {
        var now = silenceService.logTime();
        var parameters = new AlertmanagerParameters(request, matchers);
        var filter = parameters.filter();
        var listed = silenceService.silences().sortedByState(now).stream()
                .filter(silence -> parameters.includes(silence.at(now).text()))
                .filter(silence -> silence.matchers().containsAll(filter))
                .map(silence -> SilenceView.of(silence, now))
                .toList();
        AlertmanagerErrors.sendList(request, listed);
    }

    void get(Context request) {
        silenceService
                .silences()
                .find(id(request))
                .ifPresentOrElse(
                        silence -> ApiJson.send(request, 200, SilenceView.of(silence, silenceService.logTime())),
                        () -> request.status(404));
    }

    void post(Context request) {
        var draft = SilenceBodyParser.parse(requestValidator.readJsonBody(request))
                .by(Caller.of(request).name());
        try {
            draft.check(matchers::allowsName, silenceService.logTime());
        } catch (IllegalArgumentException e) {
            throw AlertmanagerErrors.handlerError(400, e.getMessage());
        }
        asyncResponse.respond(
                request,
                silenceService.set(draft, author(request)),
                result -> sendResult(request, result),
                SilencesResource::unavailable);
    }

    void expire(Context request) {
        asyncResponse.respond(
                request,
                silenceService.expire(id(request), author(request)),
                result -> sendExpiry(request, result),
                SilencesResource::unavailable);
    }

    private static void sendResult(Context request, SilenceResult result) {
        if (result instanceof SilenceResult.Stored stored) {
            ApiJson.send(request, 200, new SilenceView.Id(stored.id()));
        } else if (result instanceof SilenceResult.NotFound notFound) {
            ApiJson.send(request, 404, notFound.message());
        } else if (result instanceof SilenceResult.Invalid invalid) {
            ApiJson.send(request, 400, invalid.message());
        } else if (result instanceof SilenceResult.Refused refused) {
            // Alertmanager's clients print the body of 400, but not that of 403.
            ApiJson.send(request, 400, refused.message());
        } else if (result instanceof SilenceResult.NotAudited unaudited) {
            throw notAudited(unaudited);
        }
    }

    private static void sendExpiry(Context request, SilenceResult result) {
        if (result instanceof SilenceResult.Refused refused) {
            ApiJson.send(request, 403, refused.message());
        } else if (result instanceof SilenceResult.NotAudited unaudited) {
            throw notAudited(unaudited);
        } else {
            request.status(result instanceof SilenceResult.NotFound ? 404 : 200);
        }
    }

    private static SilenceService.Author author(Context request) {
        var caller = Caller.of(request);
        var roles = caller.roles().stream().map(Caller.Role::toString).collect(Collectors.toSet());
        return new SilenceService.Author(
                new SilencePolicy.Requester(caller.name(), caller.groups(), roles),
                new AuditEntry.Actor(caller.name(), caller.method(), caller.address()));
    }

    private static ApiException notAudited(SilenceResult.NotAudited unaudited) {
        return AlertmanagerErrors.handlerError(
                503,
                "nothing was changed, because the audit record could not be stored (%s); try again"
                        .formatted(unaudited.reason()));
    }

    private static ApiException unavailable(String reason) {
        return AlertmanagerErrors.handlerError(
                503,
                "the silence could not be written to the log (%s); it may have been stored, try again"
                        .formatted(reason));
    }

    private String id(Context request) {
        var id = request.pathParam("id");
        var isListed = silenceService.silences().find(id).isPresent(); // Other writers of the log may use other ids.
        if (!isListed && !UUID_PATTERN.matcher(id).matches()) {
            throw AlertmanagerErrors.badType("silenceID in path", "uuid", id);
        }
        return id;
    }
}
