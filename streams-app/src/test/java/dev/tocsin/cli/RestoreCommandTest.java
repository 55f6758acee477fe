package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.archive.Row;
import dev.tocsin.archive.SilenceRows;
import dev.tocsin.archive.Standing;
import dev.tocsin.archive.Table;
import dev.tocsin.cli.Typed.Seen;
import dev.tocsin.labels.Matcher;
import dev.tocsin.labels.Matcher.Op;
import dev.tocsin.notification.silences.Silence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreCommandTest {
    private static final String URL = "jdbc:postgresql://db/tocsin";

    private final Typed typed = new Typed(Map.of("TOCSIN_RESTORE_PASSWORD", "geheim"));

    @Test
    void withoutYesItOnlyShowsWhatItWouldWrite() {
        typed.rows.put(Table.SILENCES, rows(silence("a", -60, 60), silence("b", -60, -1)));
        var seen = restore();
        assertThat(seen.code()).isZero();
        assertThat(seen.out()).isEqualTo("""
                TABLE             ROWS  TO WRITE  THERE  NEWER THERE  OVER  UNUSABLE
                silences          2     1         0      0            1     0
                notification_log  0     0         0      0            0     0
                alert_state       0     0         0      0            0     0
                posted_alerts     0     0         0      0            0     0
                nothing was written; with --yes it is
                """);
        assertThat(typed.topics.restored).isEmpty();
    }

    @Test
    void withYesItWritesAndThenNothingIsLeft() {
        typed.rows.put(Table.SILENCES, rows(silence("a", -60, 60)));
        assertThat(restore("--yes").out()).endsWith("written: 1\n");
        assertThat(typed.topics.restored).hasSize(1);

        typed.topics.standing = new Standing(List.of(silence("a", -60, 60)), List.of(), List.of(), List.of());
        assertThat(restore("--yes").out()).endsWith("nothing is to be written\n");
        assertThat(typed.topics.restored).hasSize(1);
    }

    @Test
    void aClusterThatKnowsMoreIsRefusedUnlessForced() {
        typed.rows.put(Table.SILENCES, rows(silence("a", -60, 60), silence("b", -60, 60)));
        typed.topics.standing = new Standing(List.of(silence("a", -30, 60)), List.of(), List.of(), List.of());
        var refused = restore("--yes");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .contains("nothing was written", "of 1 entries the cluster knows something newer", "silences a");
        assertThat(typed.topics.restored).isEmpty();

        assertThat(restore("--yes", "--force").out()).endsWith("written: 1\n");
        assertThat(typed.topics.restored.get(0).silences().missing())
                .extracting(Silence::id)
                .containsExactly("b");
    }

    @Test
    void rowsThatMakeNoSenseAreTold() {
        typed.rows.put(Table.SILENCES, List.of(new Row(Table.SILENCES, Map.of(Table.ID, "s-bad"))));
        var seen = restore();
        assertThat(seen.code()).isZero();
        assertThat(seen.err()).contains("row 's-bad' of table silences can not be used: invalid silence");
    }

    @Test
    void thePasswordComesFromAFileOrElseTheEnvironment(@TempDir Path dir) throws IOException {
        restore("--user", "me", "--schema", "other");
        restore("--password-file", Files.writeString(dir.resolve("password"), "from the file\n"));
        assertThat(typed.databases)
                .satisfiesExactly(
                        first -> {
                            assertThat(first.url()).isEqualTo(URL);
                            assertThat(first.user()).contains("me");
                            assertThat(first.schema()).isEqualTo("other");
                            assertThat(first.password()).contains("geheim");
                        },
                        second -> assertThat(second.password()).contains("from the file"));
    }

    @Test
    void aDatabaseThatCanNotBeOneIsASentence() {
        var seen = typed.type("restore", "--from", "postgresql://db/tocsin");
        assertThat(seen.code()).isEqualTo(1);
        assertThat(seen.err()).startsWith("tocsin restore: 'postgresql://db/tocsin' is no JDBC URL");
    }

    private Seen restore(Object... options) {
        var words = new ArrayList<Object>(List.of("restore", "--from", URL));
        words.addAll(List.of(options));
        return typed.type(words.toArray());
    }

    private static List<Row> rows(Silence... silences) {
        return List.of(silences).stream().map(SilenceRows::row).toList();
    }

    private static Silence silence(String id, int updated, int ends) {
        return new Silence(
                id,
                List.of(Matcher.alerting("job", Op.EQUAL, "api")),
                Typed.NOW.minusSeconds(3600),
                Typed.NOW.plusSeconds(ends),
                Typed.NOW.plusSeconds(updated),
                "me",
                "known",
                Map.of());
    }
}
