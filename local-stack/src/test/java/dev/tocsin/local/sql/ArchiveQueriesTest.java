package dev.tocsin.local.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Queries on the archive's tables and views. */
@WithDatabase
class ArchiveQueriesTest {
    private SqlStack sql;

    @BeforeEach
    void start(SqlStack stack) {
        sql = stack;
    }

    @AfterEach
    void empty() throws Exception {
        sql.execute("TRUNCATE tocsin.alert_history, tocsin.notification_history");
    }

    @Test
    void everyDocumentedQueryRuns() throws Exception {
        var text = Files.readString(Path.of("../docs/operations.md"));
        var queries = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(queries).hasSizeGreaterThanOrEqualTo(5);
        for (var query : queries) {
            sql.queryRows(query);
        }
    }

    /** A resolved and a firing alert, a notification of both, and a failed notification. */
    @Test
    void viewsJoinNotificationsAndAlerts() throws Exception {
        sql.execute("""
                INSERT INTO tocsin.alert_history (id, alertname, labels, fingerprint, state, at, fired_at, resolved_at) VALUES
                    ('1', 'Down', '{"job": "db"}', 'f1', 'pending', now(), NULL, NULL),
                    ('2', 'Down', '{"job": "db"}', 'f1', 'firing', now(), '2026-01-01T00:00:00Z', NULL),
                    ('3', 'Down', '{"job": "db"}', 'f1', 'resolved', now(), '2026-01-01T00:00:00Z', '2026-01-01T00:10:00Z'),
                    ('4', 'Slow', '{"job": "db"}', 'f2', 'firing', now(), '2026-01-01T00:05:00Z', NULL)
                """);
        sql.execute("""
                INSERT INTO tocsin.notification_history (id, receiver, instance, outcome, firing, resolved) VALUES
                    ('n', 'pager', 'tocsin-2', 'sent',
                     '[{"fingerprint": "f2", "starts_at": "2026-01-01T00:05:00Z"}]',
                     '[{"fingerprint": "f1", "starts_at": "2026-01-01T00:00:00Z"}]'),
                    ('o', 'pager', 'tocsin-1', 'failed', '[{"fingerprint": "gone", "starts_at": "2026-01-01T00:05:00Z"}]', NULL)
                """);

        var notifiedAlerts = sql.queryRows(
                "SELECT instance, outcome, state, alertname FROM tocsin.notified_alerts ORDER BY state, instance");
        assertThat(notifiedAlerts.stream().map(row -> row.values().toString()).toList())
                .containsExactly(
                        "[tocsin-1, failed, firing, null]",
                        "[tocsin-2, sent, firing, Slow]",
                        "[tocsin-2, sent, resolved, Down]");
        var firings = sql.queryRows("SELECT alertname, resolved_at FROM tocsin.firings ORDER BY fired_at");
        assertThat(firings.get(0))
                .containsEntry("alertname", "Down")
                .containsEntry("resolved_at", "2026-01-01 00:10:00+00");
        assertThat(firings.get(1)).containsEntry("alertname", "Slow").containsEntry("resolved_at", null);
        assertThat(firings).hasSize(2);
    }
}
