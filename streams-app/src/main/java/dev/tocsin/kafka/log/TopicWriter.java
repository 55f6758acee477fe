package dev.tocsin.kafka.log;

import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.kafka.KafkaContext;
import dev.tocsin.kafka.KafkaSettings;
import dev.tocsin.kafka.Keys;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.codec.Codec;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.ClaimReleased;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.silences.Silence;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Writes to the topics: the only way in which an instance changes what is shared.
 *
 * <p>An append never blocks its caller and keeps the order in which it was asked for. It is done once all in-sync
 * replicas have the record, and then tells where; it fails if Kafka can not be reached in time, and then the record
 * may be in the log all the same. Whoever waits for it is called on the producer's thread and must be quick.
 */
public final class TopicWriter implements AutoCloseable {
    private final AsyncProducer producer;
    private final Topics topics;

    public TopicWriter(KafkaSettings settings, Topics topics) {
        this(new KafkaContext(settings, topics, settings.wireFormat(topics)));
    }

    public TopicWriter(KafkaContext kafka) {
        this(AsyncProducer.open(kafka.settings(), kafka.wireFormat()), kafka.topics());
    }

    TopicWriter(AsyncProducer appender, Topics topics) {
        this.producer = appender;
        this.topics = topics;
    }

    public CompletableFuture<RecordPosition> append(Silence silence) {
        return put(topics.clusterLog(), Keys.silence(silence.id()), Codecs.SILENCE, silence);
    }

    public CompletableFuture<RecordPosition> append(Claim claim) {
        return put(topics.clusterLog(), Keys.claim(claim.slot()), Codecs.CLAIM, claim);
    }

    public CompletableFuture<RecordPosition> append(ClaimReleased released) {
        return put(topics.clusterLog(), Keys.claim(released.slot()), Codecs.RELEASED, released);
    }

    public CompletableFuture<RecordPosition> append(NflogEntry sent) {
        return put(topics.clusterLog(), Keys.sent(sent.slot()), Codecs.SENT, sent);
    }

    /** @param member its {@code heardAt} is the log's to give, and is ignored */
    public CompletableFuture<RecordPosition> append(Member member) {
        return put(topics.clusterLog(), Keys.member(member.instance()), Codecs.MEMBER, member);
    }

    public CompletableFuture<RecordPosition> append(PostedAlert alert) {
        return put(topics.alerts(), alert.alert().fingerprint().toString(), Codecs.ALERT, alert);
    }

    public CompletableFuture<RecordPosition> append(RuleAlertState alert) {
        return put(topics.alertState(), alert.key(), Codecs.ALERT_STATE, alert);
    }

    /** As it was written; who reads it checks it. */
    public CompletableFuture<RecordPosition> append(RuleGroupDraft group) {
        return put(topics.rules(), group.namespace() + "/" + group.name(), Codecs.RULES, group);
    }

    public CompletableFuture<RecordPosition> append(String name, ConfigDocument document) {
        return put(topics.config(), name, Codecs.CONFIG, document);
    }

    /**
     * Samples from outside go to the partition of their series. Those that a rule group recorded go all to the
     * partition of their source, so that the tick, which comes last, says that all are there.
     */
    public CompletableFuture<List<RecordPosition>> append(SampleBatch batch) {
        return producer.appendAll(
                topics.samples(),
                partitions -> SampleBatchSplitter.split(batch, partitions),
                SampleBatchSplitter::bytes);
    }

    public CompletableFuture<RecordPosition> deleteSilence(String id) {
        return producer.append(topics.clusterLog(), Keys.silence(id), null);
    }

    /** Clears away a claim that has lapsed; one that lives is left alone. */
    public CompletableFuture<RecordPosition> deleteClaim(Slot slot) {
        return producer.append(topics.clusterLog(), Keys.claim(slot), null);
    }

    /** To be asked for only by who holds a claim on the slot: whatever was sent meanwhile would be forgotten too. */
    public CompletableFuture<RecordPosition> deleteSent(Slot slot) {
        return producer.append(topics.clusterLog(), Keys.sent(slot), null);
    }

    public CompletableFuture<RecordPosition> deleteMember(String instance) {
        return producer.append(topics.clusterLog(), Keys.member(instance), null);
    }

    public CompletableFuture<RecordPosition> deleteAlert(Fingerprint alert) {
        return producer.append(topics.alerts(), alert.toString(), null);
    }

    public CompletableFuture<RecordPosition> deleteAlertState(String ruleUid, Fingerprint alert) {
        return producer.append(topics.alertState(), Keys.alertState(ruleUid, alert), null);
    }

    /** @param key {@code namespace/name} */
    public CompletableFuture<RecordPosition> deleteRuleGroup(String key) {
        return producer.append(topics.rules(), key, null);
    }

    /** Waits for what is under way, for at most 5 seconds. */
    @Override
    public void close() {
        producer.close();
    }

    private <T> CompletableFuture<RecordPosition> put(String topic, String key, Codec<T> codec, T value) {
        return producer.append(topic, key, codec.encode(value));
    }
}
