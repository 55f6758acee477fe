package dev.tocsin.http.tocsin;

import dev.tocsin.audit.AuditEntry;
import dev.tocsin.http.common.AsyncResponse;
import dev.tocsin.http.common.ResponseEnvelope;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** {@code GET /audit}: actions of users and programs, the newest first. */
record AuditListResource(TocsinContext context, AsyncResponse async) {
    private static final Duration DEFAULT_RANGE = Duration.ofDays(7);
    /** The records of an action can be this far from each other. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    private record RowView(
            String id,
            String at,
            String who,
            String how,
            String address,
            String action,
            String object,
            String before,
            String after,
            String outcome,
            String reason,
            String position,
            String instance) {
        static RowView of(AuditEntry entry) {
            return new RowView(
                    entry.id(),
                    TimeText.of(entry.at()),
                    entry.actor().who(),
                    entry.actor().how(),
                    entry.actor().from(),
                    entry.action(),
                    entry.object(),
                    entry.before(),
                    entry.after(),
                    entry.outcome().text(),
                    entry.reason(),
                    entry.position().toString(),
                    entry.instance());
        }
    }

    /** @param hint why there are no rows; empty if the audit is available */
    private record ListView(boolean available, String hint, int total, String next, List<RowView> rows) {}

    void list(Context request) {
        var parameters = new TocsinParameters(request, context.matchers());
        var who = parameters.text("who");
        var what = parameters.text("what");
        var from = parameters.time("from").orElse(context.notifier().logTime().minus(DEFAULT_RANGE));
        var limit = parameters.limit();
        var cursor = parameters.cursor();
        if (context.audit().isEmpty()) {
            ResponseEnvelope.send(
                    request,
                    new ListView(false, "the audit is off: set audit.enabled on all instances", 0, "", List.of()));
            return;
        }
        async.respond(
                request,
                context.audit().get().since(from.minus(OVERLAP)),
                records -> {
                    var actions = new ArrayList<>(AuditEntry.join(records).stream()
                            .filter(entry -> !entry.at().isBefore(from))
                            .filter(entry ->
                                    who.isEmpty() || entry.actor().who().equals(who))
                            .filter(entry -> what.isEmpty()
                                    || entry.object().startsWith(what)
                                    || entry.action().startsWith(what))
                            .toList());
                    Collections.reverse(actions);
                    TaggedAnswer.send(request, page(actions, cursor, limit));
                },
                reason -> ResponseEnvelope.apiError(503, "unavailable", reason));
    }

    private static ListView page(List<AuditEntry> actions, Cursor cursor, int limit) {
        var from = cursor.startIn(actions, AuditEntry::id);
        var to = Math.min(actions.size(), from + limit);
        return new ListView(
                true,
                "",
                actions.size(),
                Cursor.after(actions, to, AuditEntry::id),
                actions.subList(from, to).stream().map(RowView::of).toList());
    }
}
