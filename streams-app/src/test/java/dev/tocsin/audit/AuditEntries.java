package dev.tocsin.audit;

import dev.tocsin.audit.AuditEntry.Outcome;
import java.time.Instant;

/** Audit entries for tests. */
public final class AuditEntries {
    private AuditEntries() {}

    /** The creation of a silence by Ann, at an unknown position. */
    public static AuditEntry silenceCreated(Instant at, Outcome outcome) {
        return new AuditEntry(
                "1",
                at,
                new AuditEntry.Actor("ann", "basic", "10.0.0.1"),
                "silence.create",
                "silence/1",
                "",
                "{}",
                outcome,
                "",
                AuditEntry.Position.NONE,
                "one");
    }
}
