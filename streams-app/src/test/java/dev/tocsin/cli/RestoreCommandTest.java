package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.archive.ArchiveRow;
import dev.tocsin.archive.ArchiveTable;
import dev.tocsin.archive.ClusterContents;
import dev.tocsin.archive.SilenceRows;
import dev.tocsin.cli.CliRunner.CommandResult;
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

    private final CliRunner cli = new CliRunner(Map.of("TOCSIN_RESTORE_PASSWORD", "geheim"));

    @Test
    void withoutYesItOnlyShowsWhatItWouldWrite() {
        cli.archiveRows.put(ArchiveTable.SILENCES, rows(silence("a", -60, 60), silence("b", -60, -1)));
        var seen = restore();
        assertThat(seen.code()).isZero();
        assertThat(seen.out()).isEqualTo("""
                TABLE             ROWS  TO WRITE  UP TO DATE  NEWER  EXPIRED  INVALID
                silences          2     1         0           0      1        0
                notification_log  0     0         0           0      0        0
                alert_state       0     0         0           0      0        0
                posted_alerts     0     0         0           0      0        0
                nothing was written; use --yes to write
                """);
        assertThat(cli.topics.restored).isEmpty();
    }

    @Test
    void withYesItWritesTheMissingEntries() {
        cli.archiveRows.put(ArchiveTable.SILENCES, rows(silence("a", -60, 60)));
        assertThat(restore("--yes").out()).endsWith("written: 1\n");
        assertThat(cli.topics.restored).hasSize(1);

        cli.topics.clusterContents =
                new ClusterContents(List.of(silence("a", -60, 60)), List.of(), List.of(), List.of());
        assertThat(restore("--yes").out()).endsWith("nothing to write\n");
        assertThat(cli.topics.restored).hasSize(1);
    }

    @Test
    void clusterWithNewerEntriesIsRefusedUnlessForced() {
        cli.archiveRows.put(ArchiveTable.SILENCES, rows(silence("a", -60, 60), silence("b", -60, 60)));
        cli.topics.clusterContents =
                new ClusterContents(List.of(silence("a", -30, 60)), List.of(), List.of(), List.of());
        var refused = restore("--yes");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .contains("nothing was written", "the cluster has newer versions of 1 entries", "silences a");
        assertThat(cli.topics.restored).isEmpty();

        assertThat(restore("--yes", "--force").out()).endsWith("written: 1\n");
        assertThat(cli.topics.restored.get(0).silences().missing())
                .extracting(Silence::id)
                .containsExactly("b");
    }

    @Test
    void invalidRowsAreReported() {
        cli.archiveRows.put(
                ArchiveTable.SILENCES,
                List.of(new ArchiveRow(ArchiveTable.SILENCES, Map.of(ArchiveTable.ID, "s-bad"))));
        var seen = restore();
        assertThat(seen.code()).isZero();
        assertThat(seen.err()).contains("row 's-bad' of table silences cannot be used: invalid silence");
    }

    @Test
    void passwordIsReadFromFileOrEnvironment(@TempDir Path dir) throws IOException {
        restore("--user", "me", "--schema", "other");
        restore("--password-file", Files.writeString(dir.resolve("password"), "from the file\n"));
        assertThat(cli.openedDatabases)
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
    void invalidJdbcUrlIsReported() {
        var seen = cli.run("restore", "--from", "postgresql://db/tocsin");
        assertThat(seen.code()).isEqualTo(1);
        assertThat(seen.err()).startsWith("tocsin restore: 'postgresql://db/tocsin' is not a JDBC URL");
    }

    private CommandResult restore(Object... options) {
        var words = new ArrayList<Object>(List.of("restore", "--from", URL));
        words.addAll(List.of(options));
        return cli.run(words.toArray());
    }

    private static List<ArchiveRow> rows(Silence... silences) {
        return List.of(silences).stream().map(SilenceRows::row).toList();
    }

    private static Silence silence(String id, int updated, int ends) {
        return new Silence(
                id,
                List.of(Matcher.alerting("job", Op.EQUAL, "api")),
                CliRunner.NOW.minusSeconds(3600),
                CliRunner.NOW.plusSeconds(ends),
                CliRunner.NOW.plusSeconds(updated),
                "me",
                "known",
                Map.of());
    }
}
