package dev.tocsin.replay;

import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.kafka.Topic;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.copies.CopiedPartition;
import dev.tocsin.kafka.copies.TopicCopies;
import dev.tocsin.kafka.log.LogRecord;
import dev.tocsin.labels.Labels;
import dev.tocsin.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Evaluates other rules on a past stretch, and tells the notifications that would have gone out. The alerts of other rules
 * and those that were posted are taken from the log, for grouping and inhibition. Used once.
 */
public final class Backtest {
    static final String ALERT_NAME = "alertname";

    /** Before the stretch, late samples are kept from evaluations at least for the longest interval of a group. */
    private static final Duration SETTLING = Duration.ofMinutes(1);

    private final Past past;
    private final Topics topics;
    private final BacktestPlan plan;
    private final Set<String> alertNames;
    private final Stretch stretch;
    private final ReplayListener listener;
    private final EvaluatedGroups groups;
    private final SeriesStore store;
    private final VirtualSampleLog samples;
    private final VirtualInstance instance;
    private Instant passed;
    private boolean open;
    private boolean isConfigured;

    /**
     * Where the past is read from.
     *
     * @param samples copies of the samples topic
     * @param others copies of the other topics
     */
    public record Past(TopicCopies samples, TopicCopies others) {}

    public Backtest(
            Past past, ReplaySettings settings, BacktestPlan plan, Instant from, Instant to, ReplayListener listener) {
        this.past = past;
        this.topics = settings.topics();
        this.plan = plan;
        alertNames = plan.alertNames();
        this.listener = listener;
        stretch = new Stretch(from, to, plan.groupKeys());
        groups = new EvaluatedGroups(stretch, listener);
        store = new SeriesStore(settings.maxSeries());
        var telemetry = new Telemetry("backtest");
        samples = new BacktestSampleLog(store, telemetry, plan);
        instance = new VirtualInstance(
                settings,
                store,
                samples,
                telemetry,
                stretch::evaluates,
                (topic, record) -> {},
                new VirtualInstance.Notifications(this::notified, this::withheld));
        passed = BacktestTicks.before(from, plan.tickInterval());
    }

    /** Writes copies of all topics but that of samples, as if they had no record. */
    public static void writeEmptyTopics(TopicCopies copies) {
        SharedTopics.writeEmpty(copies, copies.topics());
    }

    /**
     * Evaluates the stretch.
     *
     * @throws StretchMissingException if the copies have no samples of it
     * @throws dev.tocsin.kafka.copies.DamagedCopyException if a copy is missing or damaged
     */
    public void run() {
        var partitions = past.samples().open(topics.samples().name());
        try (var others = SharedTopics.open(past.others(), topics)) {
            run(others, new BacktestTicks(topics, partitions, samples, stretch, plan.tickInterval()));
        } finally {
            partitions.forEach(CopiedPartition::close);
        }
    }

    private void run(SharedTopics others, BacktestTicks ticks) {
        restore(others);
        store.settle(Instant.EPOCH.toEpochMilli());
        var newest = Instant.MIN;
        for (var next = ticks.next(); next.isPresent(); next = ticks.next()) {
            var complete = next.get();
            newest = complete.tick();
            if (newest.isBefore(stretch.from())) {
                passed = newest;
                store.settle(newest.minus(SETTLING).toEpochMilli());
            } else if (newest.isAfter(stretch.to())) {
                break;
            } else {
                evaluate(complete, others, ticks);
            }
        }
        if (!open) {
            throw StretchMissingException.of(stretch, ticks.oldest(), newest);
        }
        instance.advanceTo(stretch.to());
        if (!isConfigured) {
            listener.warned(
                    "no Alertmanager configuration was in force, so there are no notifications: name one with --alertmanager");
        }
    }

    private void restore(SharedTopics others) {
        var last = stretch.from().minusMillis(1);
        var offset = 0;
        for (var group : plan.groups()) {
            instance.restore(record(topics.rules(), topics.rules().key(group.draft()), group.draft(), offset++));
        }
        plan.config().ifPresent(config -> instance.restore(record(topics.config(), ConfigDocument.KEY, config, 0)));
        isConfigured = plan.config().isPresent();
        for (var next = others.takeUpTo(last); next.isPresent(); next = others.takeUpTo(last)) {
            next.filter(this::isUsed).ifPresent(instance::restore);
        }
    }

    private <T> LogRecord record(Topic<T> topic, String key, T value, long offset) {
        return new LogRecord(
                topic.name(), offset, passed, key, Optional.of(topic.codec().encode(value)));
    }

    private void evaluate(CompleteTick complete, SharedTopics others, BacktestTicks ticks) {
        if (!open) {
            begin(complete, ticks);
        }
        for (var next = others.takeUpTo(complete.at()); next.isPresent(); next = others.takeUpTo(complete.at())) {
            next.filter(this::isUsed).ifPresent(instance::apply);
        }
        instance.advanceTo(complete.at());
        passed = complete.tick();
        samples.pass(passed);
        instance.evaluate(complete);
        groups.report(instance.statuses());
        listener.reached(complete.at());
    }

    private void begin(CompleteTick first, BacktestTicks ticks) {
        open = true;
        var longest = plan.groups().stream()
                .map(group -> group.reach(topics.settings().samplesRetention()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        if (ticks.oldest().isAfter(stretch.from().minus(longest))) {
            listener.warned("the rules look back %d s, but the oldest record with samples is of %s"
                    .formatted(longest.toSeconds(), ticks.oldest()));
        }
        samples.pass(passed);
        instance.open(first.at());
        groups.begin(instance.statuses());
    }

    /** Whether a record counts: none that the plan replaces, and none of the notification log. */
    private boolean isUsed(LogRecord record) {
        if (record.topic().equals(topics.rules().name())) {
            return !stretch.evaluates(record.key());
        }
        if (record.topic().equals(topics.config().name())) {
            isConfigured |= record.key().equals(ConfigDocument.KEY);
            return plan.config().isEmpty() || !record.key().equals(ConfigDocument.KEY);
        }
        if (record.topic().equals(topics.clusterLog().name())) {
            return plan.silences()
                    && topics.clusterLog().silences().id(record.key()).isPresent();
        }
        if (record.topic().equals(topics.alertState().name())) {
            return isOther(record, topics.alertState(), this::isOfOtherRule);
        }
        return isOther(
                record, topics.alerts(), posted -> !isTested(posted.alert().labels()));
    }

    private boolean isOfOtherRule(RuleAlertState state) {
        return !stretch.evaluates(state.group()) && !isTested(state.alert().labels());
    }

    /** Whether the value meets a condition. True for a tombstone: it removes what is there. */
    private static <T> boolean isOther(LogRecord record, Topic<T> topic, Predicate<T> condition) {
        return record.value()
                .map(bytes -> topic.decode(record.key(), bytes).fold(condition::test, reason -> false))
                .orElse(true);
    }

    private boolean isTested(Labels alert) {
        return alertNames.contains(alert.get(ALERT_NAME));
    }

    private void notified(ReplayListener.VirtualNotification notification) {
        var isTested = notification.notification().alerts().stream().anyMatch(alert -> isTested(alert.labels()));
        if (isTested && stretch.includes(notification.at())) {
            listener.notified(notification);
        }
    }

    private void withheld(ReplayListener.WithheldAlert alert) {
        if (isTested(alert.alert()) && stretch.includes(alert.at())) {
            listener.withheld(alert);
        }
    }
}
