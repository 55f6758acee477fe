package dev.tocsin.notifier;

import dev.tocsin.audit.AuditEntry;
import dev.tocsin.audit.AuditEntry.Outcome;
import dev.tocsin.kafka.Topic;
import dev.tocsin.kafka.log.TopicWriter;
import dev.tocsin.limits.Limit;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.Causes;
import dev.tocsin.timing.RateLimiter;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audit topic. Failures are counted, and logged once until a record is stored again. Thread-safe. */
public final class KafkaAuditLog implements SilenceService.AuditLog {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaAuditLog.class);

    private final Function<AuditEntry, CompletableFuture<?>> append;
    private final boolean required;
    private final Telemetry telemetry;
    private final RateLimiter refusals;
    private boolean failing;

    /** @param required whether an action must not have an effect if its record cannot be stored */
    public KafkaAuditLog(TopicWriter writer, Topic<AuditEntry> topic, boolean required, Telemetry telemetry) {
        this(entry -> writer.append(topic, entry), required, telemetry, System::nanoTime);
    }

    /** @param nanos a monotonic clock, in nanoseconds */
    KafkaAuditLog(
            Function<AuditEntry, CompletableFuture<?>> append,
            boolean required,
            Telemetry telemetry,
            LongSupplier nanos) {
        this.refusals = new RateLimiter(Limit.AUDIT_REFUSALS.intValue(), nanos);
        this.append = append;
        this.required = required;
        this.telemetry = telemetry;
    }

    @Override
    public CompletableFuture<Void> write(AuditEntry entry) {
        if (entry.outcome() == Outcome.REFUSED && !isWithinLimit()) {
            telemetry.auditFailed("skipped");
            return CompletableFuture.completedFuture(null);
        }
        return append.apply(entry).handle((stored, error) -> {
            if (error == null) {
                stored(entry);
            } else {
                failed(entry, error);
            }
            if (error != null && required) {
                throw new IllegalStateException("the audit topic cannot be written: " + Causes.message(error), error);
            }
            return null;
        });
    }

    private synchronized boolean isWithinLimit() {
        return refusals.tryAcquire();
    }

    private synchronized void stored(AuditEntry entry) {
        failing = false;
        telemetry.auditStored(entry.outcome().text());
    }

    private synchronized void failed(AuditEntry entry, Throwable error) {
        telemetry.auditFailed("unwritten");
        if (!failing) {
            failing = true;
            LOG.atError()
                    .addKeyValue("action", entry.action())
                    .addKeyValue("reason", Causes.message(error))
                    .log("An audit record could not be stored; further failures are counted only");
        }
    }
}
