package dev.tocsin.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.audit.AuditEntries;
import dev.tocsin.audit.AuditEntry;
import dev.tocsin.audit.AuditEntry.Outcome;
import dev.tocsin.audit.AuditEntry.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditRowsTest {
    private static final Instant T = Instant.parse("2026-01-01T12:00:00Z");

    private final Map<String, ArchiveRow> rows = new HashMap<>();
    private final AuditRows audit = new AuditRows((table, id) -> Optional.ofNullable(rows.get(id)));

    @Test
    void anActionIsOneRowWithItsOutcomeAlsoIfARecordIsReadTwice() {
        var accepted = AuditEntries.silenceCreated(T, Outcome.ACCEPTED);
        var done = accepted.ended(Outcome.DONE, "", new Position("t.cluster-log", 0, 9));
        record(accepted);
        record(done);
        record(accepted);
        assertThat(rows).hasSize(1);
        var row = rows.values().iterator().next();
        assertThat(row.text("outcome")).isEqualTo("done");
        assertThat(row.text("who")).isEqualTo("ann");
        assertThat(row.longValue("log_offset")).isEqualTo(9);
        assertThat(row.id()).startsWith("2026-01-01T12:00:00.000Z ");
    }

    @Test
    void aRecordFromTheFutureGetsItsAppendTimeSoThatItExpires() {
        record(AuditEntries.silenceCreated(T.plus(Duration.ofDays(3650)), Outcome.REFUSED));
        assertThat(rows.values().iterator().next().time("at")).isEqualTo(T);
    }

    private void record(AuditEntry entry) {
        audit.recorded(entry, T)
                .forEach(change -> rows.put(change.id(), change.row().orElseThrow()));
    }
}
