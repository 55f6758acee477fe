package dev.tocsin.evaluator;

import dev.tocsin.audit.AuditEntry;
import dev.tocsin.audit.AuditEntry.Actor;
import dev.tocsin.audit.AuditEntry.Outcome;
import dev.tocsin.audit.AuditEntry.Position;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.kafka.replica.ReplicaEntry;
import dev.tocsin.timing.Causes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Writes and removes rule groups for callers of the API. A change is in the audit topic before it is in the rules topic. A
 * future completes once the change is in force on this instance. It fails if one of the topics cannot be written; the
 * change may or may not come into force then.
 *
 * @param audit stores an audit record; its future fails if that is not possible and the settings forbid to go on without
 * @param auditIds generates the ids of actions
 * @param instance the name of this instance in audit records
 */
public record RuleGroupEditor(
        RuleGroupLog log,
        Function<AuditEntry, CompletableFuture<Void>> audit,
        Supplier<String> auditIds,
        String instance) {

    /** All groups by their keys. */
    public Map<String, ReplicaEntry<RuleGroup>> groups() {
        return log.groups();
    }

    /** Adds or replaces a group. */
    public CompletableFuture<Position> put(RuleGroup group, Actor actor) {
        var entry = entry("rules.write", group.key(), group.draft().toJson(), actor);
        return change(entry, () -> log.put(group.draft()));
    }

    /** Removes groups. @param keys at least one. @return the position of the last record */
    public CompletableFuture<Position> delete(List<String> keys, Actor actor) {
        var changes = keys.stream()
                .map(key -> change(entry("rules.delete", key, "", actor), () -> log.delete(key)))
                .toList();
        return CompletableFuture.allOf(changes.toArray(CompletableFuture[]::new))
                .thenCompose(done -> changes.get(changes.size() - 1));
    }

    private CompletableFuture<Position> change(AuditEntry entry, Supplier<CompletableFuture<Position>> append) {
        return audit.apply(entry)
                .thenCompose(written -> append.get()
                        .whenComplete((position, error) -> audit.apply(
                                error == null
                                        ? entry.ended(Outcome.DONE, "", position)
                                        : entry.ended(Outcome.FAILED, Causes.message(error), Position.NONE))));
    }

    private AuditEntry entry(String action, String key, String after, Actor actor) {
        var before = Optional.ofNullable(log.groups().get(key))
                .flatMap(ReplicaEntry::value)
                .map(group -> group.draft().toJson())
                .orElse("");
        return new AuditEntry(
                auditIds.get(),
                log.logTime(),
                actor,
                action,
                "rules/" + key,
                before,
                after,
                Outcome.ACCEPTED,
                "",
                Position.NONE,
                instance);
    }
}
