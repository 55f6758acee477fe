package dev.tocsin.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.labels.Matcher;
import dev.tocsin.labels.Matcher.Op;
import dev.tocsin.notification.silences.Silence;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of silences, and the rules for every row. */
class SilenceRowsTest {
    private static final Instant T = Instant.parse("2026-01-31T12:00:00Z");

    private final InMemoryRowStore tables = new InMemoryRowStore();

    @Test
    void silenceIsARowUntilItsTombstoneAndIsReadBack() {
        var silence = new Silence(
                "s1",
                List.of(Matcher.alerting("job", Op.EQUAL, "api"), Matcher.alerting("host", Op.NOT_REGEX, "a|b")),
                T,
                at(3600),
                T,
                "me",
                "it's \"known\"",
                Map.of("ticket", "7"));
        tables.apply(List.of(SilenceRows.change("s1", Optional.of(silence))));
        assertThat(SilenceRows.silence(tables.only(ArchiveTable.SILENCES)).toString())
                .isEqualTo(silence.toString());
        assertThat(tables.only(ArchiveTable.SILENCES).text("matchers"))
                .isEqualTo("[{\"name\":\"job\",\"value\":\"api\",\"isRegex\":false,\"isEqual\":true},"
                        + "{\"name\":\"host\",\"value\":\"a|b\",\"isRegex\":true,\"isEqual\":false}]");
        tables.apply(List.of(SilenceRows.change("s1", Optional.empty())));
        assertThat(tables.of(ArchiveTable.SILENCES)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "\ud800", "x\udc00", "\udc00\ud800"})
    void charactersThatDatabasesRefuseAreReplaced(String bad) {
        var silence = new Silence(
                "s", List.of(Matcher.alerting("job", Op.EQUAL, "api")), T, at(1), T, bad, bad, Map.of("k", bad));
        var row = SilenceRows.row(silence);
        for (var column : List.of("created_by", "comment", "annotations")) {
            assertThat(row.text(column)).contains("\uFFFD").doesNotContain("\0", "\\u0000", "\\u0");
        }
    }

    @Test
    void timesAndIdsAreBounded() {
        var far = new Silence(
                "x".repeat(5000),
                List.of(Matcher.alerting("job", Op.EQUAL, "api")),
                Instant.ofEpochMilli(Long.MIN_VALUE),
                Instant.ofEpochMilli(Long.MAX_VALUE),
                T,
                "",
                "",
                Map.of());
        var row = SilenceRows.row(far);
        assertThat(row.time("starts_at")).isEqualTo("0001-01-01T00:00:00Z");
        assertThat(row.time("ends_at")).isEqualTo("9999-12-31T23:59:59.999Z");
        assertThat(row.id()).hasSizeLessThan(300).startsWith("xxx");
        assertThat(SilenceRows.change(far.id(), Optional.empty()).id()).isEqualTo(row.id());
    }

    @Test
    void unknownColumnsAndWrongTypesAreRefused() {
        var row = ArchiveRow.of(ArchiveTable.SILENCES, "s");
        assertThatThrownBy(() -> row.with("receiver", "x")).hasMessage("table silences has no column 'receiver'");
        assertThatThrownBy(() -> row.with("comment", 7))
                .hasMessage("column comment of table silences has type TEXT, but the value is '7'");
        assertThatThrownBy(() -> new ArchiveRow(ArchiveTable.SILENCES, new HashMap<>()))
                .hasMessage("a row of table silences has no id");
    }

    private static Instant at(long seconds) {
        return T.plusSeconds(seconds);
    }
}
