package dev.tocsin.kafka.replica;

import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.kafka.Partition;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.log.LogClock;
import dev.tocsin.kafka.log.LogRecord;
import dev.tocsin.kafka.log.Progress;
import dev.tocsin.kafka.log.RecordPosition;
import dev.tocsin.kafka.log.RecordReaders;
import dev.tocsin.kafka.log.SkippedRecord;
import dev.tocsin.kafka.log.SkippedRecords;
import dev.tocsin.notification.log.Members;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.silences.Silences;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * What the shared topics say, as far as this instance has read them. Reads are answered from memory, on any thread,
 * and never wait. Before the replica is live there is nothing in it; while its client is built anew it shows what it
 * showed before.
 */
public final class Replica {
    private static final Duration APPLY_TIMEOUT = Duration.ofSeconds(5);

    private final Topics topics;
    private final RecordReaders readers;
    private final Map<String, SkippedRecords> skipped;
    private final ReplicaListeners listeners = new ReplicaListeners();
    private final Progress progress = new Progress();
    private final Object foldLock = new Object();
    private final LogClock clock;
    private final Memo<Silences> silences = new Memo<>();
    private final Memo<Members> members = new Memo<>();
    private volatile ReplicaState current;
    private volatile boolean live;

    /**
     * @param local says what time it is until the log does
     * @param nanos a clock that never jumps, in nanoseconds
     */
    public Replica(Topics topics, RecordReaders readers, InstantSource local, LongSupplier nanos) {
        this.topics = topics;
        this.readers = readers;
        this.skipped = topics.names().stream()
                .collect(Collectors.toMap(topic -> topic, topic -> new SkippedRecords(topic, nanos)));
        this.clock = new LogClock(local, nanos);
        this.current = newState();
    }

    /** To be added before the client is started, so that it hears everything. */
    public void addListener(ReplicaListener listener) {
        listeners.add(listener);
    }

    /** Whether it has caught up once. How far it is behind since, only the log's time can tell. */
    public boolean isLive() {
        return live;
    }

    /** Done once a record is stored and the replica shows what it did; fails if either takes too long. */
    public CompletableFuture<Void> awaitVisible(CompletableFuture<RecordPosition> appended) {
        return appended.thenCompose(
                position -> awaitApplied(position).copy().orTimeout(APPLY_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Done once the replica shows what a record did, and everything before it. Its followers must be quick. */
    CompletableFuture<Void> awaitApplied(RecordPosition position) {
        return progress.await(Map.of(new Partition(position.topic(), position.partition()), position.offset() + 1));
    }

    /** Done once the replica shows everything before these offsets. Its followers must be quick. */
    CompletableFuture<Void> awaitApplied(Map<Partition, Long> ends) {
        return progress.await(ends);
    }

    public Silences silences() {
        var shelf = current.silences;
        return silences.get(
                shelf,
                shelf.version(),
                () -> Silences.of(shelf.entries().values().stream()
                        .flatMap(entry -> entry.value().stream())
                        .toList()));
    }

    /** All that are known, live or not, each with when it was heard last. */
    public Members members() {
        var shelf = current.members;
        return members.get(
                shelf,
                shelf.version(),
                () -> Members.of(shelf.entries().values().stream()
                        .flatMap(entry -> ReplicaState.withLastHeartbeatAt(entry).stream())
                        .toList()));
    }

    public SlotState slot(Slot slot) {
        return current.slots.get(slot);
    }

    /** Those of which anything is known. */
    public Collection<SlotState> slots() {
        return current.slots.all();
    }

    /** By {@code namespace/name}, in order: the group in force, what is wrong with a later record, or both. */
    public Map<String, ReplicaEntry<RuleGroup>> ruleGroups() {
        return current.rules.entries();
    }

    /** By name: the document in force, what is wrong with a later one, or both. */
    Map<String, ReplicaEntry<ConfigDocument>> config() {
        return current.config.entries();
    }

    List<PostedAlert> externalAlerts() {
        return values(current.alerts.entries().values());
    }

    public Optional<PostedAlert> externalAlert(String fingerprint) {
        return Optional.ofNullable(current.alerts.entries().get(fingerprint)).flatMap(ReplicaEntry::value);
    }

    public List<RuleAlertState> alertStates() {
        return values(current.alertStates.entries().values());
    }

    List<RuleAlertState> alertStates(String ruleUid) {
        return alertStates().stream()
                .filter(state -> state.ruleUid().equals(ruleUid))
                .toList();
    }

    Optional<RuleAlertState> alertState(String key) {
        return Optional.ofNullable(current.alertStates.entries().get(key)).flatMap(ReplicaEntry::value);
    }

    /** What time it is in the cluster log: when the record read last was appended, and what has passed since. */
    public Instant logTime() {
        return clock.time();
    }

    /** The newest records that are not used, by topic; at most 100 a topic. */
    public Map<String, List<SkippedRecord>> skippedRecords() {
        return skipped.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().newest()));
    }

    /** How many records were not used since this process began, by topic. */
    public Map<String, Long> skippedRecordCounts() {
        return skipped.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().count()));
    }

    /** What a new client folds into; nobody sees it until it is shown. */
    ReplicaState newState() {
        return new ReplicaState(topics, readers, skipped, listeners);
    }

    /** The state is restored: it becomes what everybody sees. */
    void activate(ReplicaState restored) {
        synchronized (foldLock) {
            var older = current;
            current = restored;
            live = true;
            clock.restored(restored.newestAppendTime());
            listeners.runSafely(() -> restored.notifyChangesSince(older));
            listeners.live();
            progress.reset(restored.positions());
        }
    }

    /** Everything before an offset of a partition has been folded, or there is nothing more to fold. */
    void advance(ReplicaState state, Partition partition, long offset) {
        synchronized (foldLock) {
            state.positions().merge(partition, offset, Math::max);
            if (state == current) {
                progress.advance(partition, offset);
            }
        }
    }

    void apply(ReplicaState state, LogRecord fact, Partition partition, FoldProcessor.FoldAction fold) {
        synchronized (foldLock) {
            var announcement = fold.fold();
            state.recordAppendTime(fact.topic(), fact.at());
            if (state == current) {
                advanceClock(fact);
                listeners.runSafely(announcement);
            }
            advance(state, partition, fact.offset() + 1);
        }
    }

    private void advanceClock(LogRecord fact) {
        if (fact.topic().equals(topics.clusterLog())) {
            clock.appended(fact.at());
        }
    }

    /** The newest append time seen in the cluster log. */
    Instant newestAppendTime() {
        return current.newestAppendTime();
    }

    private static <T> List<T> values(Collection<ReplicaEntry<T>> entries) {
        return entries.stream().flatMap(entry -> entry.value().stream()).toList();
    }
}
