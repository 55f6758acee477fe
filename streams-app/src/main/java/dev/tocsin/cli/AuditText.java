package dev.tocsin.cli;

import dev.tocsin.audit.AuditEntry;
import dev.tocsin.notation.GoJson;
import dev.tocsin.notation.GoTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/** Texts of audit entries for people and programs. */
final class AuditText {
    private AuditText() {}

    /** Cells of a table. Characters that could control a terminal are replaced. */
    static List<String> row(AuditEntry entry) {
        var actor = entry.actor();
        return Stream.of(
                        GoTime.format(entry.at().truncatedTo(ChronoUnit.SECONDS)),
                        actor.who().isEmpty() ? "-" : actor.who(),
                        actor.how(),
                        actor.from().isEmpty() ? "-" : actor.from(),
                        entry.action(),
                        entry.object(),
                        entry.outcome().text(),
                        entry.reason())
                .map(TextTable::printable)
                .toList();
    }

    static String json(AuditEntry entry) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("at", GoTime.format(entry.at()));
        fields.put("id", entry.id());
        fields.put("who", entry.actor().who());
        fields.put("how", entry.actor().how());
        fields.put("from", entry.actor().from());
        fields.put("action", entry.action());
        fields.put("object", entry.object());
        fields.put("before", entry.before());
        fields.put("after", entry.after());
        fields.put("outcome", entry.outcome().text());
        fields.put("reason", entry.reason());
        fields.put("position", entry.position().toString());
        fields.put("instance", entry.instance());
        return GoJson.value(fields);
    }
}
