package dev.tocsin.http.tocsin;

import dev.tocsin.audit.AuditEntry;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Reads the audit topic. Instances do not hold it, so each request reads it, and one reads at a time. */
public interface AuditTrail {
    /** The records that were appended since a time, the oldest first; at most the newest 20,000. */
    CompletableFuture<List<AuditEntry>> since(Instant from);
}
