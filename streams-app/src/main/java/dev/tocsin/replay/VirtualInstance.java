package dev.tocsin.replay;

import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.evaluator.Agreement;
import dev.tocsin.evaluator.EvaluatorContext;
import dev.tocsin.evaluator.KafkaAlertStateLog;
import dev.tocsin.evaluator.RuleGroupStatus;
import dev.tocsin.evaluator.RuleQueries;
import dev.tocsin.evaluator.Scheduler;
import dev.tocsin.evaluator.TickSettings;
import dev.tocsin.kafka.Topic;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.log.LogRecord;
import dev.tocsin.kafka.replica.Replica;
import dev.tocsin.kafka.replica.ReplicaEntry;
import dev.tocsin.kafka.replica.ReplicaFeed;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notifier.Isolation;
import dev.tocsin.notifier.KafkaClusterLog;
import dev.tocsin.notifier.Notifier;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.VirtualLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * An instance in virtual time, which is the time of the cluster log. It is the only one, so it is preferred in everything. Its
 * appends go to its own replica, its notifications to a listener.
 */
final class VirtualInstance {
    private static final String NAME = "replay";
    private static final Duration MAINTENANCE_INTERVAL = Duration.ofMinutes(1);
    private static final Duration QUERY_TIMEOUT = Duration.ofDays(1);

    private final ReplaySettings settings;
    private final VirtualLoop loop = new VirtualLoop(Instant.EPOCH);
    private final ReplicaFeed feed;
    private final Replica replica;
    private final SeriesStore store;
    private final EvaluatorContext context;
    private final Scheduler scheduler;
    private final Notifier notifier;
    private final Predicate<String> isEvaluated;
    private int ids;

    /** Are told what the instance notifies and withholds. */
    record Notifications(
            Consumer<ReplayListener.VirtualNotification> notified, Consumer<ReplayListener.WithheldAlert> withheld) {}

    /**
     * Creates an instance that has read nothing.
     *
     * @param samples writes to the store
     * @param isEvaluated whether the group with a key is evaluated
     */
    VirtualInstance(
            ReplaySettings settings,
            SeriesStore store,
            VirtualSampleLog samples,
            Telemetry telemetry,
            Predicate<String> isEvaluated,
            BiConsumer<Topic<?>, LogRecord> appended,
            Notifications notifications) {
        this.settings = settings;
        this.store = store;
        this.isEvaluated = isEvaluated;
        feed = new ReplicaFeed(
                settings.topics(),
                settings.validator(),
                loop::now,
                () -> loop.monotonic().toNanos());
        replica = feed.replica();
        var writer = new VirtualRecordWriter(feed, loop::now, appended);
        notifier = notifier(writer, telemetry, notifications);
        context = new EvaluatorContext(
                loop,
                loop,
                new KafkaAlertStateLog(
                        writer, settings.topics().alertState(), replica, () -> CompletableFuture.completedFuture(null)),
                samples,
                store,
                new RuleQueries(
                        settings.engine(),
                        QUERY_TIMEOUT,
                        settings.maxSeries(),
                        () -> loop.monotonic().toNanos(),
                        new LoggedAnswers()),
                key -> true,
                Duration.ZERO,
                new TickSettings(TickSettings.DEFAULTS.interval(), Duration.ZERO, Duration.ZERO, settings.catchUp()),
                loop::now,
                settings.origin(),
                settings.alertRelabeling(),
                new Agreement(() -> 0),
                telemetry,
                notifier::receive);
        scheduler = new Scheduler(context, key -> replica.ruleGroups().entries().containsKey(key));
    }

    private Notifier notifier(VirtualRecordWriter writer, Telemetry telemetry, Notifications notifications) {
        var url = settings.origin().externalUrl().toString();
        return new Notifier(
                new Member(NAME, Instant.EPOCH, url, "", false, Instant.MIN),
                settings.heartbeat(),
                settings.claims(),
                new Isolation(
                        new Isolation.Settings(Isolation.Policy.NOTIFY, Duration.ofDays(1)), settings.heartbeat()),
                new Notifier.Dependencies(
                        loop,
                        new KafkaClusterLog(writer, settings.topics().clusterLog(), replica, () -> ""),
                        (integration, notification, metadata, timeout) -> {
                            notifications
                                    .notified()
                                    .accept(new ReplayListener.VirtualNotification(
                                            loop.now(), integration.kind(), notification));
                            return CompletableFuture.completedFuture(new DeliveryResult.Delivered());
                        },
                        telemetry,
                        () -> NAME + "-" + ids++,
                        url,
                        Duration.ofDays(5),
                        () -> 0,
                        new WithheldAlerts(notifications.withheld())));
    }

    /** Takes up a record that was appended before the stretch. */
    void restore(LogRecord record) {
        feed.fold(record);
    }

    /** Takes up a record at its time. */
    void apply(LogRecord record) {
        loop.advanceTo(record.at());
        feed.fold(record);
        loop.advanceTo(record.at());
    }

    /** Begins to evaluate, and to notify. @param at the log time */
    void open(Instant at) {
        loop.advanceTo(at);
        var topics = settings.topics();
        replica.view(topics.config()).onChange(this::configChanged);
        replica.ruleGroups().onChange(this::ruleGroupChanged);
        replica.onSlotChange(notifier::slotChanged);
        replica.view(topics.alertState()).onChange(this::alertStateChanged);
        replica.view(topics.alerts()).onChange(this::posted);
        feed.activate();
        var groups = replica.ruleGroups().values().stream()
                .filter(group -> isEvaluated.test(group.key()))
                .toList();
        scheduler.open(groups, notifier::open);
        maintain();
        loop.advanceTo(at);
    }

    /** Evaluates the groups that are due at a complete tick. */
    void evaluate(CompleteTick complete) {
        loop.advanceTo(complete.at());
        scheduler.tickCompleted(complete.tick());
        loop.advanceTo(complete.at());
    }

    /** Lets pass what is due until then. */
    void advanceTo(Instant time) {
        loop.advanceTo(time);
    }

    List<RuleGroupStatus> statuses() {
        return scheduler.statuses();
    }

    private void maintain() {
        loop.after(MAINTENANCE_INTERVAL, this::maintain);
        store.truncate(loop.now()
                .minus(settings.topics().settings().samplesRetention())
                .toEpochMilli());
    }

    private void configChanged(String key, Optional<ReplicaEntry<ConfigDocument>> entry) {
        if (key.equals(ConfigDocument.KEY)) {
            entry.flatMap(ReplicaEntry::value)
                    .map(settings.configs())
                    .ifPresentOrElse(notifier::configure, notifier::removeConfiguration);
        }
    }

    private void ruleGroupChanged(String key, Optional<ReplicaEntry<RuleGroup>> entry) {
        if (isEvaluated.test(key) && entry.isEmpty()) {
            scheduler.remove(key, replica.logTime());
        }
        entry.filter(now -> isEvaluated.test(key))
                .ifPresent(now -> now.value().ifPresent(group -> scheduler.put(group, now.appendedAt())));
    }

    /** The alerts of a group that is not evaluated are taken from the log. */
    private void alertStateChanged(String key, Optional<ReplicaEntry<RuleAlertState>> entry) {
        var state = entry.flatMap(ReplicaEntry::value);
        scheduler.alertStateChanged(key, state);
        state.filter(logged -> !isEvaluated.test(logged.group()))
                .flatMap(logged -> logged.alert().toAlert("", loop.now()))
                .flatMap(context::outgoing)
                .ifPresent(alert -> notifier.receive(List.of(alert)));
    }

    private void posted(String fingerprint, Optional<ReplicaEntry<PostedAlert>> entry) {
        entry.flatMap(ReplicaEntry::value)
                .ifPresent(posted -> notifier.receivePosted(posted.alert(), Optional.empty()));
    }
}
