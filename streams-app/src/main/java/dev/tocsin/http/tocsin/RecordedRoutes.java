package dev.tocsin.http.tocsin;

import static dev.tocsin.http.tocsin.TocsinApi.BASE;

import dev.tocsin.http.common.AsyncResponse;
import dev.tocsin.http.common.Caller.Role;
import dev.tocsin.http.common.Endpoints;

/** Registers the paths of the history, of explanations, and of silences with their effects. */
record RecordedRoutes(TocsinContext context, AlertSnapshots snapshots, AsyncResponse async) {
    void register(Endpoints paths) {
        var notifications = new NotificationsResource(context, new SharedAnswers<>());
        paths.get(BASE + "/notifications", Role.VIEWER, notifications::list);
        paths.get(BASE + "/notifications/counts", Role.VIEWER, notifications::counts);
        paths.get(BASE + "/notifications/{id}", Role.VIEWER, notifications::get);
        paths.get(BASE + "/alerts/{fingerprint}/timeline", Role.VIEWER, new TimelineResource(context)::get);
        paths.get(BASE + "/history", Role.VIEWER, new HistoryResource(context)::list);
        var explain = new ExplainResource(context, async);
        paths.getOrPost(BASE + "/explain", Role.VIEWER, explain::get, Role.VIEWER, explain::post);
        var silences = new SilenceListResource(context, new SilenceUses(context));
        paths.get(BASE + "/silences", Role.VIEWER, silences::list);
        paths.post(
                BASE + "/silences/preview", Role.VIEWER, new SilencePreviewResource(context, snapshots, async)::post);
        paths.get(BASE + "/silences/{id}", Role.VIEWER, silences::get);
        paths.get(BASE + "/audit", Role.VIEWER, new AuditListResource(context, async)::list);
        paths.get(
                BASE + "/openapi.json",
                Role.VIEWER,
                new OpenApiResource(context.identity().version())::get);
        paths.get(BASE + "/labels/suggest", Role.VIEWER, new LabelSuggestResource(context)::get);
    }
}
