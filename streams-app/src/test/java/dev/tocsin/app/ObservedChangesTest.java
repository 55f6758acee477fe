package dev.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.audit.AuditEntry;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.codec.Decoded;
import dev.tocsin.kafka.log.LogRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ObservedChangesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final String POISON = "poison";
    private static final ConfigDocument OLD = new ConfigDocument("old secret", Instant.EPOCH, "");
    private static final ConfigDocument NEW = new ConfigDocument("new secret", Instant.EPOCH, "");

    private final List<AuditEntry> audited = new ArrayList<>();
    private final AtomicInteger skipped = new AtomicInteger();
    private boolean isPreferred = true;
    private boolean isWritable = true;
    private final ObservedChanges changes = new ObservedChanges(
            this::audit, () -> isPreferred, skipped::incrementAndGet, ObservedChangesTest::redacted, "one");

    @Test
    void aChangeIsRecordedOnceUnderItsPositionWithoutSecrets() {
        changes.config(record(7, NOW), Optional.of(OLD), new Decoded.Valid<>(NEW), NOW);
        changes.write();
        changes.write();
        assertThat(audited).hasSize(1);
        var entry = audited.get(0);
        assertThat(entry.id()).isEqualTo("t.config/0/7");
        assertThat(entry.object()).isEqualTo("config/alertmanager");
        assertThat(entry.before() + "," + entry.after()).isEqualTo("old <secret>,new <secret>");
        assertThat(entry.actor()).isEqualTo(AuditEntry.Actor.KAFKA);
    }

    @Test
    void aRecordThatIsNotValidIsRecordedAsRefusedAndATombstoneAsADeletion() {
        changes.config(record(7, NOW), Optional.of(OLD), new Decoded.Invalid<>("line 1: no"), NOW);
        changes.config(
                new LogRecord("t.config", 8, NOW, "silence-policy", Optional.empty()),
                Optional.of(OLD),
                new Decoded.Invalid<>("is a tombstone"),
                NOW);
        changes.write();
        assertThat(audited)
                .extracting(entry -> entry.action() + " " + entry.outcome() + " " + entry.reason())
                .containsExactly("config.write REFUSED line 1: no", "config.delete DONE ");
        assertThat(audited.get(1).before()).isEqualTo("old secret");
    }

    @Test
    void anotherInstanceTakesOverIfThePreferredOneDies() {
        isPreferred = false;
        changes.config(record(7, NOW), Optional.of(OLD), new Decoded.Valid<>(NEW), NOW);
        for (var second = 0; second < 8; second++) {
            changes.write();
        }
        assertThat(audited).isEmpty();
        isPreferred = true;
        changes.write();
        assertThat(audited).hasSize(1);
    }

    @Test
    void aChangeIsTriedAgainWhileTheTopicCannotBeWritten() {
        isWritable = false;
        changes.config(record(7, NOW), Optional.of(OLD), new Decoded.Valid<>(NEW), NOW);
        changes.write();
        isWritable = true;
        changes.write();
        changes.write();
        assertThat(audited).hasSize(2);
    }

    @Test
    void oldRecordsThatANewInstanceReadsAreNotRecordedAgain() {
        changes.config(record(7, NOW.minus(Duration.ofDays(2))), Optional.empty(), new Decoded.Valid<>(NEW), NOW);
        changes.write();
        assertThat(audited).isEmpty();
    }

    @Test
    void changesThatWaitAreBounded() {
        isPreferred = false;
        for (var i = 0; i < 10_010; i++) {
            changes.config(record(i, NOW), Optional.empty(), new Decoded.Valid<>(NEW), NOW);
        }
        assertThat(skipped).hasValue(10);
    }

    @Test
    void changesThatWaitAreBoundedInBytesAndTheirTextsAreCutSoon() {
        isPreferred = false;
        for (var i = 0; i < 10; i++) {
            changes.config(large(i), Optional.empty(), new Decoded.Valid<>(NEW), NOW);
        }
        assertThat(skipped).hasValue(6);
        changes.write();
        for (var i = 10; i < 13; i++) {
            changes.config(large(i), Optional.empty(), new Decoded.Valid<>(NEW), NOW);
        }
        assertThat(skipped).hasValue(6);
        isPreferred = true;
        changes.write();
        assertThat(audited).hasSize(7);
    }

    private static LogRecord large(long offset) {
        return new LogRecord("t.config", offset, NOW, ConfigDocument.KEY, Optional.of(new byte[8 * 1024 * 1024 - 1]));
    }

    @Test
    void aChangeWhoseRecordCannotBeMadeIsCountedAndTheOthersAreRecorded() {
        var poison = new ConfigDocument(POISON, Instant.EPOCH, "");
        changes.config(record(7, NOW), Optional.empty(), new Decoded.Valid<>(poison), NOW);
        changes.config(record(8, NOW), Optional.empty(), new Decoded.Valid<>(NEW), NOW);
        changes.write();
        assertThat(audited).hasSize(1);
        assertThat(skipped).hasValue(1);
    }

    private static String redacted(ConfigDocument document) {
        if (document.document().equals(POISON)) {
            throw new IllegalStateException("no text");
        }
        return document.document().replace("secret", "<secret>");
    }

    private CompletableFuture<Void> audit(AuditEntry entry) {
        audited.add(entry);
        return isWritable
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(new IllegalStateException("no broker"));
    }

    private static LogRecord record(long offset, Instant at) {
        return new LogRecord("t.config", offset, at, ConfigDocument.KEY, Optional.of(new byte[] {1}));
    }
}
