package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.audit.AuditEntries;
import dev.tocsin.audit.AuditEntry;
import dev.tocsin.audit.AuditEntry.Outcome;
import dev.tocsin.limits.Limit;
import dev.tocsin.telemetry.Telemetry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KafkaAuditLogTest {
    private static final Instant T = Instant.parse("2026-01-01T12:00:00Z");

    private final Telemetry telemetry = new Telemetry("1");
    private final List<AuditEntry> stored = new ArrayList<>();
    private long nanos;
    private CompletableFuture<Void> result = CompletableFuture.completedFuture(null);

    @Test
    void aRequiredRecordThatCannotBeStoredFailsAndIsCounted() {
        result = CompletableFuture.failedFuture(new IllegalStateException("no broker"));
        assertThat(log(true).write(entry(Outcome.ACCEPTED, T))).isCompletedExceptionally();
        assertThat(log(false).write(entry(Outcome.ACCEPTED, T))).isCompletedWithValue(null);
        assertThat(metric("tocsin_audit_failures_total{reason=\"unwritten\"} 2"))
                .isTrue();
    }

    @Test
    void recordsOfRefusedRequestsAreLimitedPerMinute() {
        var log = log(true);
        var most = Limit.AUDIT_REFUSALS.intValue();
        for (var i = 0; i < most + 10; i++) {
            assertThat(log.write(entry(Outcome.REFUSED, T.plusMillis(i)))).isCompleted();
        }
        assertThat(stored).hasSize(most);
        assertThat(metric("tocsin_audit_failures_total{reason=\"skipped\"} 10")).isTrue();
        log.write(entry(Outcome.ACCEPTED, T));
        log.write(entry(Outcome.REFUSED, T.minusSeconds(60)));
        log.write(entry(Outcome.REFUSED, T.plusSeconds(60)));
        assertThat(stored)
                .as("log time, which another instance can move, does not start a minute")
                .hasSize(most + 1);
        nanos += TimeUnit.SECONDS.toNanos(60);
        log.write(entry(Outcome.REFUSED, T));
        assertThat(stored).hasSize(most + 2);
    }

    private KafkaAuditLog log(boolean required) {
        return new KafkaAuditLog(
                entry -> {
                    stored.add(entry);
                    return result;
                },
                required,
                telemetry,
                () -> nanos);
    }

    private boolean metric(String line) {
        return telemetry.scrape().lines().anyMatch(found -> found.startsWith(line));
    }

    private static AuditEntry entry(Outcome outcome, Instant at) {
        return AuditEntries.silenceCreated(at, outcome);
    }
}
