package dev.tocsin.evaluator;

import dev.tocsin.audit.AuditEntry.Position;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.kafka.replica.ReplicaEntry;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The rules topic as this instance reads and writes it. A write is done once this instance has read it. */
public interface RuleGroupLog {
    /** All groups by their keys. */
    Map<String, ReplicaEntry<RuleGroup>> groups();

    CompletableFuture<Position> put(RuleGroupDraft group);

    CompletableFuture<Position> delete(String key);

    /** The time of the cluster log. */
    Instant logTime();
}
