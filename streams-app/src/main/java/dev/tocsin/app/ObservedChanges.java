package dev.tocsin.app;

import dev.tocsin.audit.AuditEntry;
import dev.tocsin.audit.AuditEntry.Actor;
import dev.tocsin.audit.AuditEntry.Outcome;
import dev.tocsin.audit.AuditEntry.Position;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.codec.Decoded;
import dev.tocsin.kafka.log.LogRecord;
import dev.tocsin.limits.Limit;
import dev.tocsin.notifier.SilenceService.AuditLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Audit records of the changes of rules and configuration that the topics show, whoever wrote them. All instances see a
 * change, and the preferred one records it. The others keep it until a dead instance would have been replaced. The id of
 * the record is the position of the change, so a reader recognises it if several instances record it.
 */
final class ObservedChanges {
    /** Older records were recorded by earlier processes; a new instance reads all records of the topic. */
    private static final Duration MAX_AGE = Duration.ofDays(1);

    /** More than the time in which a dead instance is noticed, at one attempt a second. */
    private static final int ATTEMPTS = 30;

    private final Deque<Observed> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private final AuditLog audit;
    private final BooleanSupplier isPreferred;
    private final Runnable onSkipped;
    private final Function<ConfigDocument, String> redacted;
    private final String instance;

    /** A change that waits for its record. */
    private record Observed(Supplier<AuditEntry> entry, long bytes, int attemptsLeft) {
        /** The same change with texts that are cut. The values are not kept. */
        Observed withoutValues() {
            var cut = entry.get();
            var length =
                    cut.before().length() + cut.after().length() + cut.reason().length();
            return new Observed(() -> cut, 2L * length, attemptsLeft);
        }
    }

    /**
     * @param isPreferred whether this instance is live, and the one that records changes now
     * @param onSkipped called for each change that is not recorded, because too many wait or because its text cannot be written
     * @param redacted the text of an Alertmanager configuration without its secrets
     */
    ObservedChanges(
            AuditLog audit,
            BooleanSupplier isPreferred,
            Runnable onSkipped,
            Function<ConfigDocument, String> redacted,
            String instance) {
        this.audit = audit;
        this.isPreferred = isPreferred;
        this.onSkipped = onSkipped;
        this.redacted = redacted;
        this.instance = instance;
    }

    /** Observes a record of the rules topic. */
    void rules(LogRecord record, Optional<RuleGroup> before, Decoded<RuleGroup> read, Instant now) {
        add(record, "rules", before, read, ObservedChanges::text, now);
    }

    /** Observes a record of the config topic. */
    void config(LogRecord record, Optional<ConfigDocument> before, Decoded<ConfigDocument> read, Instant now) {
        Function<ConfigDocument, String> text =
                record.key().equals(ConfigDocument.KEY) ? redacted : ConfigDocument::document;
        add(record, "config", before, read, text, now);
    }

    /** Writes the records of the changes that wait, if this instance is the preferred one. Called every second. */
    synchronized void write() {
        var isMine = isPreferred.getAsBoolean();
        drained().forEach(change -> {
            // One change that cannot be written must not take the others with it.
            try {
                var cut = change.withoutValues();
                if (isMine) {
                    write(cut);
                } else {
                    again(cut);
                }
            } catch (RuntimeException e) {
                onSkipped.run();
            }
        });
    }

    private void write(Observed change) {
        audit.write(change.entry().get()).whenComplete((stored, error) -> {
            if (error != null) {
                add(change);
            }
        });
    }

    private List<Observed> drained() {
        synchronized (waiting) {
            var all = new ArrayList<>(waiting);
            waiting.clear();
            waitingBytes = 0;
            return all;
        }
    }

    private void again(Observed change) {
        if (change.attemptsLeft() > 1) {
            add(new Observed(change.entry(), change.bytes(), change.attemptsLeft() - 1));
        }
    }

    private <T> void add(
            LogRecord record, String kind, Optional<T> before, Decoded<T> read, Function<T, String> text, Instant now) {
        if (record.at().isAfter(now.minus(MAX_AGE))) {
            // The value before is about as large.
            var bytes = 2L * record.value().map(value -> value.length).orElse(0);
            var after = value(record, read);
            add(new Observed(() -> entry(record, kind, text(before, text), text(after, text), read), bytes, ATTEMPTS));
        }
    }

    private void add(Observed change) {
        synchronized (waiting) {
            if (waiting.size() < Limit.AUDIT_OBSERVED.value()
                    && waitingBytes + change.bytes() <= Limit.AUDIT_OBSERVED_TEXTS.value()) {
                waiting.add(change);
                waitingBytes += change.bytes();
                return;
            }
        }
        onSkipped.run();
    }

    private AuditEntry entry(LogRecord record, String kind, String before, String after, Decoded<?> read) {
        var position = new Position(record.topic(), 0, record.offset());
        var isDeleted = record.value().isEmpty();
        var problem = isDeleted ? "" : read.fold(value -> "", reason -> reason);
        return new AuditEntry(
                position.toString(),
                record.at(),
                Actor.KAFKA,
                kind + (isDeleted ? ".delete" : ".write"),
                kind + "/" + record.key(),
                before,
                after,
                problem.isEmpty() ? Outcome.DONE : Outcome.REFUSED,
                problem,
                position,
                instance);
    }

    private static <T> Optional<T> value(LogRecord record, Decoded<T> read) {
        return record.value().flatMap(bytes -> read.fold(Optional::of, reason -> Optional.empty()));
    }

    private static <T> String text(Optional<T> value, Function<T, String> text) {
        return value.map(text).orElse("");
    }

    private static String text(RuleGroup group) {
        return group.draft().toJson();
    }
}
