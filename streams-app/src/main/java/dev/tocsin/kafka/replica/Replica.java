package dev.tocsin.kafka.replica;

import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.history.DeliveryDetails;
import dev.tocsin.history.DeliveryEvent;
import dev.tocsin.history.History;
import dev.tocsin.history.HistorySettings;
import dev.tocsin.kafka.Partition;
import dev.tocsin.kafka.Topic;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.codec.Decoded;
import dev.tocsin.kafka.log.LogClock;
import dev.tocsin.kafka.log.LogRecord;
import dev.tocsin.kafka.log.Progress;
import dev.tocsin.kafka.log.RecordPosition;
import dev.tocsin.kafka.log.SkippedRecord;
import dev.tocsin.limits.Limit;
import dev.tocsin.notification.log.Members;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.silences.Silences;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * The content of all shared topics except samples, as far as this instance has read them. Reads are answered from memory,
 * on any thread, and never wait. The replica is empty until it is live. While its client is being rebuilt it keeps the
 * content that it had.
 */
public final class Replica {
    private final Topics topics;
    private final SkippedByTopic skipped;
    private final ReplicaView<RuleGroup> ruleGroups;
    private final Map<Topic<?>, ReplicaView<?>> views = new IdentityHashMap<>();
    private final Listeners<SlotListener> slotListeners = new Listeners<>();
    private final Listeners<Runnable> liveListeners = new Listeners<>();
    private final Progress progress = new Progress();
    private final Object foldLock = new Object();
    private final LogClock clock;
    private final CheckQueue checks;
    private final ClusterLogViews clusterLog = new ClusterLogViews();
    private final HistorySettings historySettings;
    private volatile ReplicaState current;
    private volatile boolean live;

    /**
     * A replica that validates rule groups and configurations on the thread that folds.
     *
     * @param localClock the estimate of the log's time until records are read
     * @param nanos a monotonic clock, in nanoseconds
     */
    public Replica(Topics topics, RecordValidator validator, InstantSource localClock, LongSupplier nanos) {
        this(topics, validator, localClock, nanos, CheckQueue.INLINE, HistorySettings.DEFAULTS);
    }

    /** A replica whose fold never waits for the validation of a rule group or a configuration. */
    public static Replica checkingInBackground(
            Topics topics,
            RecordValidator validator,
            InstantSource localClock,
            LongSupplier nanos,
            HistorySettings history) {
        var checks = CheckQueue.background(Limit.RECORD_CHECK_TIME.duration());
        return new Replica(topics, validator, localClock, nanos, checks, history);
    }

    Replica(
            Topics topics,
            RecordValidator validator,
            InstantSource localClock,
            LongSupplier nanos,
            CheckQueue checks,
            HistorySettings history) {
        this.historySettings = history;
        this.checks = checks;
        this.topics = topics;
        this.clock = new LogClock(localClock, nanos);
        this.skipped = SkippedByTopic.of(topics.names(), nanos);
        ruleGroups = newView(topics.rules(), (key, bytes) -> validator.ruleGroup(topics, key, bytes), true);
        views.put(
                topics.config(), newView(topics.config(), (key, bytes) -> validator.config(topics, key, bytes), true));
        topics.unvalidated().forEach(this::addView);
        addView(topics.clusterLog().silences());
        addView(topics.clusterLog().members());
        this.current = newState();
    }

    private <T> void addView(Topic<T> topic) {
        views.put(topic, newView(topic, topic::decode, false));
    }

    private <T> ReplicaView<T> newView(Topic<?> topic, ReplicaView.ValueReader<T> reader, boolean isExpensive) {
        return new ReplicaView<>(() -> current, reader, skipped.of(topic.name()), isExpensive);
    }

    /** The valid rule groups, by {@code namespace/name}. */
    public ReplicaView<RuleGroup> ruleGroups() {
        return ruleGroups;
    }

    /** The values of a topic, or of one kind of record in the cluster log, by key. */
    @SuppressWarnings("unchecked") // each view was created with the type of its topic
    public <T> ReplicaView<T> view(Topic<T> topic) {
        return (ReplicaView<T>) Optional.ofNullable(views.get(topic))
                .orElseThrow(() -> new IllegalArgumentException("there is no view of topic " + topic.name()));
    }

    /** Adds a listener, before the client is started. */
    public void onSlotChange(SlotListener listener) {
        slotListeners.add(listener);
    }

    /** Adds a listener that is called at the start, and after each rebuild of the client, once all changes are announced. */
    public void onLive(Runnable listener) {
        liveListeners.add(listener);
    }

    /** Whether the replica has caught up once. It may have fallen behind since. */
    public boolean isLive() {
        return live;
    }

    /** Waits until an appended record is stored and the replica shows its effect. Fails if either takes too long. */
    public CompletableFuture<Void> awaitVisible(CompletableFuture<RecordPosition> appended) {
        return appended.thenCompose(position -> ApplyTimeout.bound(position, awaitApplied(position)));
    }

    /** Waits until the replica shows a record and all before it. Dependent stages must be quick. */
    CompletableFuture<Void> awaitApplied(RecordPosition record) {
        return awaitApplied(Map.of(new Partition(record.topic(), record.partition()), record.offset() + 1));
    }

    /** Waits until the replica shows all records before these offsets. Dependent stages must be quick. */
    CompletableFuture<Void> awaitApplied(Map<Partition, Long> ends) {
        return progress.await(ends);
    }

    public Silences silences() {
        return clusterLog.silences(view(topics.clusterLog().silences()));
    }

    /** All known members, live or not, with the time of their last heartbeat. */
    public Members members() {
        return clusterLog.members(view(topics.clusterLog().members()));
    }

    public SlotState slot(Slot slot) {
        return current.slots().get(slot);
    }

    /** The slots with any entry in the log. */
    public Collection<SlotState> slots() {
        return current.slots().all();
    }

    /** The deliveries and the transitions of alerts of the last days. */
    public History history() {
        return current.history().events();
    }

    /** The alerts of a delivery, read from the store; empty if they are not kept any more. */
    public Optional<DeliveryDetails> deliveryDetails(DeliveryEvent delivery) {
        return current.history().details(delivery);
    }

    /** The time of the cluster log: the append time of its newest record, plus the time since it was read. */
    public Instant logTime() {
        return clock.time();
    }

    /** The offset of the newest record of the cluster log that readers see; -1 before the first one. */
    public long logOffset() {
        return progress.position(new Partition(topics.clusterLog().name(), 0)) - 1;
    }

    /** The newest skipped records of each topic that are not replaced since; at most 100 a topic. */
    public Map<String, List<SkippedRecord>> skippedRecords() {
        return skipped.newest();
    }

    /** How many records of each topic were skipped since the start of the process. */
    public Map<String, Long> skippedRecordCounts() {
        return skipped.counts();
    }

    Topics topics() {
        return topics;
    }

    /** An empty state, for a new client to fold into. Readers see it once it is activated. */
    ReplicaState newState() {
        return new ReplicaTables(topics, ruleGroups, views, skipped, slotListeners, new History(historySettings))
                .newState();
    }

    /** Activates a restored state once all its records are validated. */
    void activateWhenChecked(ReplicaState restored) {
        checks.reserve(0);
        checks.submit(0, () -> new Decoded.Invalid<>(""), done -> activate(restored));
    }

    /** Makes a restored state the one that readers see, and announces the differences. */
    void activate(ReplicaState restored) {
        synchronized (foldLock) {
            var older = current;
            current = restored;
            live = true;
            clock.restored(restored.newestAppendTime());
            skipped.replayed();
            restored.changesSince(older).forEach(Change::announce);
            liveListeners.notify(Runnable::run);
            progress.reset(restored.nextOffsets());
        }
    }

    /** Folds a record, and announces its change if readers see the state. Returns what is to be stored. */
    FoldResult apply(ReplicaState state, ReplicaState.Source source, LogRecord record, Partition partition) {
        checks.requireSound();
        FoldResult result;
        synchronized (foldLock) {
            result = source.fold().apply(record);
            result.check().ifPresent(check -> state.addUnchecked(partition, record.offset()));
            readClock(state, record);
            announce(state, result);
            advance(state, partition, record.offset() + 1);
        }
        result.check().ifPresent(check -> check(state, source, record, partition, check));
        return result;
    }

    /**
     * Validates a record, then folds it. Does not hold the lock while it waits for space in the queue. A state that readers
     * see does not wait for long: without space, the record counts as not valid.
     */
    <T> void check(
            ReplicaState state, ReplicaState.Source source, LogRecord record, Partition partition, Check<T> check) {
        var bytes = record.value().map(value -> value.length).orElse(0);
        checks.check(check, bytes, state != current, fold -> {
            synchronized (foldLock) {
                var result = fold.get();
                source.lateWrites().addAll(result.writes());
                announce(state, result);
                state.removeUnchecked(partition, record.offset());
                advance(state, partition, 0);
            }
        });
    }

    private void announce(ReplicaState state, FoldResult result) {
        if (state == current) {
            result.change().ifPresent(Change::announce);
        }
    }

    /** Passes over a record that an earlier client folded already. */
    void skipFolded(ReplicaState state, LogRecord record, Partition partition) {
        synchronized (foldLock) {
            readClock(state, record);
            advance(state, partition, record.offset() + 1);
        }
    }

    /** Records that everything before an offset of a partition has been read. */
    void advance(ReplicaState state, Partition partition, long offset) {
        synchronized (foldLock) {
            var folded = state.readUpTo(partition, offset);
            if (state == current) {
                progress.advance(partition, folded);
            }
        }
    }

    /** Validates nothing more. */
    void stopChecks() {
        checks.close();
    }

    private void readClock(ReplicaState state, LogRecord record) {
        if (record.topic().equals(topics.clusterLog().name())) {
            state.recordAppendTime(record.at());
            if (state == current) {
                clock.appended(record.at());
            }
        }
    }

    /** The newest append time seen in the cluster log. */
    Instant newestAppendTime() {
        return current.newestAppendTime();
    }
}
