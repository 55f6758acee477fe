package dev.tocsin.notifier;

import dev.tocsin.audit.AuditEntry;
import dev.tocsin.audit.AuditEntry.Outcome;
import dev.tocsin.audit.AuditEntry.Position;
import dev.tocsin.kafka.OversizedRecordException;
import dev.tocsin.labels.Labels;
import dev.tocsin.notification.log.ClusterRecord;
import dev.tocsin.notification.silences.Silence;
import dev.tocsin.notification.silences.SilenceDraft;
import dev.tocsin.notification.silences.SilenceExpiry;
import dev.tocsin.notification.silences.SilenceLimits;
import dev.tocsin.notification.silences.SilencePolicy;
import dev.tocsin.notification.silences.SilenceResult;
import dev.tocsin.notification.silences.SilenceResult.Stored;
import dev.tocsin.notification.silences.Silences;
import dev.tocsin.timing.Causes;
import dev.tocsin.timing.Futures;
import dev.tocsin.timing.Loop;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Creates, edits and expires silences. A future completes once this instance has read the silence from the cluster log:
 * every notification that any instance claims later honours it. A future fails if the log cannot be reached; the
 * silence may or may not be in the log then. An action that the silence policy allows is in the audit topic before it is
 * in the cluster log.
 *
 * @param ids generates UUIDs
 */
public record SilenceService(
        Loop loop, ClusterLog log, SilenceLimits limits, Supplier<String> ids, Supervision supervision) {

    /** The author of ends that no caller asks for. */
    private static final Author RESOLVED = new Author(
            new SilencePolicy.Requester("", Set.of(), Set.of()),
            new AuditEntry.Actor("tocsin", "expire: " + SilenceExpiry.WHEN_RESOLVED, ""));

    /**
     * The rules about silences, and the record of what was done.
     *
     * @param firing the labels of the alerts that fire at a log time
     * @param auditIds generates the ids of actions
     * @param instance the name of this instance in audit records
     */
    public record Supervision(
            Supplier<SilencePolicy> policy,
            FiringAlerts firing,
            AuditLog audit,
            Supplier<String> auditIds,
            String instance) {
        /** Everything is allowed, and nothing is recorded. */
        public static final Supervision NONE =
                new Supervision(() -> SilencePolicy.NONE, time -> List.of(), AuditLog.NONE, () -> "", "");

        /** Finds the alerts that fire. */
        public interface FiringAlerts {
            Collection<Labels> at(Instant time);
        }
    }

    /** Stores audit records. */
    public interface AuditLog {
        /** Stores nothing, as with {@code audit.enabled: false}. */
        AuditLog NONE = entry -> CompletableFuture.completedFuture(null);

        /** Stores a record. The future fails if it cannot be stored and the settings forbid to go on without. */
        CompletableFuture<Void> write(AuditEntry entry);
    }

    /** The origin of a request, for the policy and for the audit. */
    public record Author(SilencePolicy.Requester requester, AuditEntry.Actor actor) {}

    public Silences silences() {
        return log.silences();
    }

    /** The time by which silences begin and end: log time, the same on all instances. */
    public Instant logTime() {
        return log.logTime();
    }

    public CompletableFuture<SilenceResult> set(SilenceDraft draft, Author author) {
        return execute(() -> {
            var now = log.logTime();
            var before = log.silences().find(draft.id());
            var result = log.silences().set(draft, now, ids, limits);
            if (!(result instanceof Stored stored)) {
                return CompletableFuture.completedFuture(result);
            }
            var after = stored.toAppend().get(0);
            var refusal = supervision
                    .policy()
                    .get()
                    .refusal(
                            author.requester(),
                            before,
                            after,
                            () -> supervision.firing().at(now));
            var action = before.isEmpty() ? "silence.create" : "silence.update";
            return carryOut(stored, refusal, entry(author, action, before, after));
        });
    }

    public CompletableFuture<SilenceResult> expire(String id, Author author) {
        return execute(() -> {
            var before = log.silences().find(id);
            var result = log.silences().expire(id, log.logTime());
            if (!(result instanceof Stored stored) || stored.toAppend().isEmpty()) {
                return CompletableFuture.completedFuture(result);
            }
            var refusal = supervision.policy().get().refusalToExpire(author.requester(), before.orElseThrow());
            return carryOut(
                    stored,
                    refusal,
                    entry(author, "silence.expire", before, stored.toAppend().get(0)));
        });
    }

    /**
     * Ends a silence whose alerts have ended, as its author wished; the silence policy is not asked.
     *
     * @see dev.tocsin.notification.silences.SilenceExpiry
     */
    public CompletableFuture<SilenceResult> expireResolved(String id) {
        return execute(() -> {
            var before = log.silences().find(id);
            var result = log.silences().expire(id, log.logTime());
            return result instanceof Stored stored && !stored.toAppend().isEmpty()
                    ? carryOut(
                            stored,
                            Optional.empty(),
                            entry(
                                    RESOLVED,
                                    "silence.expire",
                                    before,
                                    stored.toAppend().get(0)))
                    : CompletableFuture.completedFuture(result);
        });
    }

    private CompletableFuture<SilenceResult> execute(Supplier<CompletableFuture<SilenceResult>> request) {
        var stored = new CompletableFuture<SilenceResult>();
        loop.execute(() -> {
            try {
                request.get().exceptionally(SilenceService::invalidIfOversized).whenComplete(Futures.relayTo(stored));
            } catch (RuntimeException e) {
                stored.completeExceptionally(e);
            }
        });
        return stored;
    }

    private static SilenceResult invalidIfOversized(Throwable error) {
        if (Causes.unwrap(error) instanceof OversizedRecordException oversized) {
            return new SilenceResult.Invalid(oversized.getMessage());
        }
        throw new CompletionException(Causes.unwrap(error));
    }

    private CompletableFuture<SilenceResult> carryOut(Stored stored, Optional<String> refusal, AuditEntry entry) {
        if (refusal.isPresent()) {
            supervision.audit().write(entry.ended(Outcome.REFUSED, refusal.get(), Position.NONE));
            return CompletableFuture.completedFuture(new SilenceResult.Refused(refusal.get()));
        }
        return supervision
                .audit()
                .write(entry)
                .handle((written, error) -> error == null
                        ? append(stored, entry)
                        : CompletableFuture.<SilenceResult>completedFuture(
                                new SilenceResult.NotAudited(Causes.message(error))))
                .thenCompose(answer -> answer);
    }

    private CompletableFuture<SilenceResult> append(Stored stored, AuditEntry entry) {
        var appended = stored.toAppend().stream()
                .map(silence -> log.appendAt(new ClusterRecord.SilenceChange(silence)))
                .toList();
        return CompletableFuture.allOf(appended.toArray(CompletableFuture[]::new))
                .handle((done, error) -> {
                    supervision
                            .audit()
                            .write(
                                    error == null
                                            ? entry.ended(
                                                    Outcome.DONE,
                                                    "",
                                                    appended.get(0).join())
                                            : entry.ended(Outcome.FAILED, Causes.message(error), Position.NONE));
                    return error == null
                            ? CompletableFuture.<SilenceResult>completedFuture(stored)
                            : CompletableFuture.<SilenceResult>failedFuture(error);
                })
                .thenCompose(answer -> answer);
    }

    private AuditEntry entry(Author author, String action, Optional<Silence> before, Silence after) {
        return new AuditEntry(
                supervision.auditIds().get(),
                log.logTime(),
                author.actor(),
                action,
                "silence/" + after.id(),
                before.map(SilenceText::of).orElse(""),
                SilenceText.of(after),
                Outcome.ACCEPTED,
                "",
                Position.NONE,
                supervision.instance());
    }
}
