package dev.tocsin.cli;

import dev.tocsin.audit.AuditEntry.Position;
import dev.tocsin.cli.RuleGroupChange.Kind;
import dev.tocsin.notation.GoJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The output of {@code tocsin rules sync}.
 *
 * @param isApplied whether the changes were made
 * @param positions of the records, in the order of the changes without the unchanged groups
 */
record RulesSyncReport(List<RuleGroupChange> changes, boolean isApplied, List<Position> positions) {
    List<String> lines(ReplayCommand.Format format) {
        return format == ReplayCommand.Format.json ? List.of(json()) : text();
    }

    private List<String> text() {
        var lines = new ArrayList<String>();
        for (var change : changes) {
            lines.add("%-9s %s".formatted(change.kind(), TextTable.printable(change.key())));
            change.diff().forEach(line -> lines.add("    " + TextTable.printable(line)));
        }
        lines.add("%d added, %d changed, %d removed, %d unchanged%s"
                .formatted(
                        count(Kind.added),
                        count(Kind.changed),
                        count(Kind.removed),
                        count(Kind.unchanged),
                        isApplied ? "" : " (dry run: nothing was changed)"));
        return lines;
    }

    private long count(Kind kind) {
        return changes.stream().filter(change -> change.kind() == kind).count();
    }

    private String json() {
        var groups = new ArrayList<Map<String, Object>>();
        var written = positions.iterator();
        for (var change : changes) {
            var fields = new LinkedHashMap<String, Object>();
            fields.put("group", change.key());
            fields.put("change", change.kind().name());
            fields.put("diff", change.diff());
            if (change.kind() != Kind.unchanged && written.hasNext()) {
                fields.put("position", written.next().toString());
            }
            groups.add(fields);
        }
        var all = new LinkedHashMap<String, Object>();
        all.put("applied", isApplied);
        for (var kind : Kind.values()) {
            all.put(kind.name(), count(kind));
        }
        all.put("groups", groups);
        return GoJson.value(all);
    }
}
