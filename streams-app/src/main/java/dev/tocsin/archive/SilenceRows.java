package dev.tocsin.archive;

import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.silences.Silence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Maps silences to rows and back. */
public final class SilenceRows {
    private SilenceRows() {}

    /** @param silence empty for a tombstone */
    public static RowChange change(String id, Optional<Silence> silence) {
        return silence.map(SilenceRows::row)
                .map(RowChange::put)
                .orElseGet(() -> RowChange.remove(ArchiveTable.SILENCES, id));
    }

    public static ArchiveRow row(Silence silence) {
        return ArchiveRow.of(ArchiveTable.SILENCES, silence.id())
                .with("matchers", matchers(silence.matchers()))
                .withTime("starts_at", silence.startsAt())
                .withTime("ends_at", silence.endsAt())
                .withTime("updated_at", silence.updatedAt())
                .with("created_by", silence.createdBy())
                .with("comment", silence.comment())
                .with("annotations", JsonColumns.of(silence.annotations()));
    }

    /** Reads a row of {@link ArchiveTable#SILENCES}. @throws IllegalArgumentException if the row is invalid */
    public static Silence silence(ArchiveRow row) {
        return new Silence(
                row.id(),
                matchers(row.text("matchers")),
                row.time("starts_at"),
                row.time("ends_at"),
                row.time("updated_at"),
                row.text("created_by"),
                row.text("comment"),
                JsonColumns.texts(row.text("annotations")));
    }

    // The format of the Alertmanager API v2.
    private static String matchers(List<Matcher> matchers) {
        return JsonColumns.write(matchers.stream().map(SilenceRows::fields).toList());
    }

    private static Map<String, Object> fields(Matcher matcher) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", StorableText.storable(matcher.name()));
        fields.put("value", StorableText.storable(matcher.value()));
        fields.put("isRegex", matcher.op().isRegex());
        fields.put("isEqual", !matcher.op().isNegative());
        return fields;
    }

    private static List<Matcher> matchers(String json) {
        return StreamSupport.stream(JsonColumns.read(json, "[]").spliterator(), false)
                .map(item -> Matcher.alerting(
                        item.path("name").asText(),
                        Matcher.Op.of(
                                item.path("isRegex").asBoolean(),
                                item.path("isEqual").asBoolean(true)),
                        item.path("value").asText()))
                .toList();
    }
}
