package dev.tocsin.evaluator;

import dev.tocsin.audit.AuditEntry.Position;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.log.RecordPosition;
import dev.tocsin.kafka.log.TopicWriter;
import dev.tocsin.kafka.replica.Replica;
import dev.tocsin.kafka.replica.ReplicaEntry;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** {@link RuleGroupLog} in Kafka. */
public record KafkaRuleGroupLog(TopicWriter writer, Topics topics, Replica replica) implements RuleGroupLog {
    @Override
    public Map<String, ReplicaEntry<RuleGroup>> groups() {
        return replica.ruleGroups().entries();
    }

    @Override
    public CompletableFuture<Position> put(RuleGroupDraft group) {
        return visible(writer.append(topics.rules(), group));
    }

    @Override
    public CompletableFuture<Position> delete(String key) {
        return visible(writer.delete(topics.rules(), key));
    }

    private CompletableFuture<Position> visible(CompletableFuture<RecordPosition> appended) {
        return replica.awaitVisible(appended)
                .thenCompose(done -> appended)
                .thenApply(at -> new Position(at.topic(), at.partition(), at.offset()));
    }

    @Override
    public Instant logTime() {
        return replica.logTime();
    }
}
