package dev.tocsin.evaluator;

import dev.tocsin.audit.AuditEntry.Position;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.evaluation.rules.RuleGroupDraft.Defaults;
import dev.tocsin.evaluation.rules.RuleGroupDraft.ValidationResult;
import dev.tocsin.kafka.codec.StoredRecord;
import dev.tocsin.kafka.replica.ReplicaEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** {@link RuleGroupLog} in memory. */
public final class InMemoryRuleGroupLog implements RuleGroupLog {
    public static final Defaults DEFAULTS = new Defaults(Duration.ofMinutes(1), Duration.ZERO);

    private final Map<String, ReplicaEntry<RuleGroup>> groups = new ConcurrentSkipListMap<>();
    private final AtomicLong offset = new AtomicLong();
    public volatile Optional<RuntimeException> failure = Optional.empty();

    @Override
    public Map<String, ReplicaEntry<RuleGroup>> groups() {
        return Collections.unmodifiableMap(groups);
    }

    @Override
    public CompletableFuture<Position> put(RuleGroupDraft draft) {
        return written(() -> {
            var group = ((ValidationResult.Valid) draft.validate(DEFAULTS)).group();
            groups.put(group.key(), new ReplicaEntry<>(Optional.of(group), StoredRecord.EMPTY));
        });
    }

    @Override
    public CompletableFuture<Position> delete(String key) {
        return written(() -> groups.remove(key));
    }

    private CompletableFuture<Position> written(Runnable change) {
        if (failure.isPresent()) {
            return CompletableFuture.failedFuture(failure.get());
        }
        change.run();
        return CompletableFuture.completedFuture(new Position("tocsin.rules", 0, offset.getAndIncrement()));
    }

    @Override
    public Instant logTime() {
        return Instant.EPOCH;
    }
}
