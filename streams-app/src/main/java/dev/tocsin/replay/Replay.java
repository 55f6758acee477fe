package dev.tocsin.replay;

import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.kafka.Topic;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.kafka.copies.CopiedPartition;
import dev.tocsin.kafka.copies.TopicCopies;
import dev.tocsin.kafka.log.LogRecord;
import dev.tocsin.labels.Labels;
import dev.tocsin.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Evaluates a past stretch again, and compares the results with those that the instances logged. Used once. */
public final class Replay {
    /** Instances have logged the results of a tick by then. */
    private static final Duration AFTERMATH = Duration.ofMinutes(1);
    /** Before the stretch, late samples are kept from evaluations at least for the longest interval of a group. */
    private static final Duration SETTLING = Duration.ofMinutes(1);

    private final TopicCopies copies;
    private final Topics topics;
    private final Stretch stretch;
    private final ReplayListener listener;
    private final LogComparison comparison = new LogComparison();
    private final RecordedSamples recordedSamples = new RecordedSamples(comparison);
    private final LoggedAlertStates alertStates;
    private final SeriesStore store;
    private final VirtualSampleLog samples;
    private final VirtualInstance instance;
    private final EvaluatedGroups groups;
    /** Alert states of ticks before the stretch that were logged in it. */
    private final List<LogRecord> loggedLate = new ArrayList<>();

    private Instant passed = Instant.MIN;
    private boolean open;

    public Replay(TopicCopies copies, ReplaySettings settings, Stretch stretch, ReplayListener listener) {
        this.copies = copies;
        this.topics = settings.topics();
        this.stretch = stretch;
        this.listener = listener;
        groups = new EvaluatedGroups(stretch, listener);
        alertStates = new LoggedAlertStates(stretch, comparison);
        store = new SeriesStore(settings.maxSeries());
        var telemetry = new Telemetry("replay");
        samples = new VirtualSampleLog(store, telemetry, this::recorded, this::logged);
        instance = new VirtualInstance(
                settings,
                store,
                samples,
                telemetry,
                stretch::evaluates,
                this::appended,
                new VirtualInstance.Notifications(this::notified, this::withheld));
    }

    /**
     * Evaluates the stretch.
     *
     * @throws StretchMissingException if the copies have no samples of it
     * @throws dev.tocsin.kafka.copies.DamagedCopyException if a copy is missing or damaged
     */
    public LogComparison run() {
        readAlertStates();
        var partitions = copies.open(topics.samples().name());
        try (var others = SharedTopics.open(copies, topics)) {
            run(others, partitions);
        } finally {
            partitions.forEach(CopiedPartition::close);
        }
        recordedSamples.compareUpTo(Long.MAX_VALUE);
        alertStates.compare();
        return comparison;
    }

    private void run(SharedTopics others, List<CopiedPartition> partitions) {
        var reader =
                new SamplesReader(topics, partitions, samples, topics.settings().samplesRetention());
        restore(others);
        store.settle(Instant.EPOCH.toEpochMilli());
        var newest = Instant.MIN;
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
            var complete = next.get();
            newest = complete.tick();
            if (complete.tick().isBefore(stretch.from())) {
                passed = complete.tick();
                store.settle(passed.minus(SETTLING).toEpochMilli());
            } else if (!complete.tick().isAfter(stretch.to())) {
                openIfNeeded(complete, reader);
                evaluate(complete, others);
            } else if (complete.tick().isAfter(stretch.to().plus(AFTERMATH))) {
                break;
            }
        }
        if (!open) {
            throw StretchMissingException.of(stretch, reader.oldest(), newest);
        }
    }

    private void restore(SharedTopics others) {
        for (var next = others.takeUpTo(stretch.from().minusMillis(1));
                next.isPresent();
                next = others.takeUpTo(stretch.from().minusMillis(1))) {
            next.filter(this::isUsed).ifPresent(instance::restore);
        }
        loggedLate.forEach(instance::restore);
    }

    private void openIfNeeded(CompleteTick first, SamplesReader reader) {
        if (!open) {
            open = true;
            if (passed.equals(Instant.MIN)) {
                listener.warned(
                        "the oldest record with samples is of %s, so values that look back farther may have been others"
                                .formatted(reader.oldest()));
            }
            samples.pass(passed);
            instance.open(first.at());
            groups.begin(instance.statuses());
        }
    }

    private void evaluate(CompleteTick complete, SharedTopics others) {
        for (var next = others.takeUpTo(complete.at()); next.isPresent(); next = others.takeUpTo(complete.at())) {
            next.filter(record -> isUsed(record) && !isCompared(record)).ifPresent(instance::apply);
            groups.report(instance.statuses());
        }
        instance.advanceTo(complete.at());
        passed = complete.tick();
        samples.pass(passed);
        instance.evaluate(complete);
        groups.report(instance.statuses());
        recordedSamples.compareUpTo(passed.minus(AFTERMATH).toEpochMilli());
        listener.reached(complete.at());
    }

    /** Of the cluster log, the silences, and the notification log before the stretch. */
    private boolean isUsed(LogRecord record) {
        if (record.topic().equals(topics.clusterLog().name())) {
            return topics.clusterLog().silences().id(record.key()).isPresent()
                    || topics.clusterLog().nflogEntries().id(record.key()).isPresent()
                            && record.at().isBefore(stretch.from());
        }
        return true;
    }

    /** Whether a record has what is evaluated here. */
    private boolean isCompared(LogRecord record) {
        return record.topic().equals(topics.alertState().name()) && stretch.evaluatesGroupOf(record.key());
    }

    /** Notes the changes of alert states that are compared with the evaluated ones. */
    private void readAlertStates() {
        var before = new HashSet<String>();
        var end = stretch.to().plus(AFTERMATH);
        try (var states = copies.open(topics.alertState().name(), 0)) {
            var offset = -1L;
            while (states.peek().isPresent()) {
                var record = states.take();
                var isOfStretch = !record.at().isBefore(stretch.from());
                if (isOfStretch && offset >= 0 && record.offset() > offset + 1) {
                    alertStates.compacted();
                }
                offset = record.offset();
                if (stretch.evaluatesGroupOf(record.key()) && !record.at().isAfter(end)) {
                    note(record, isOfStretch, before);
                }
            }
        }
        warnOfAlertStates(before);
    }

    private void note(LogRecord record, boolean isOfStretch, Set<String> before) {
        var state = record.value()
                .flatMap(bytes -> topics.alertState()
                        .decode(record.key(), bytes)
                        .fold(Optional::of, reason -> Optional.<RuleAlertState>empty()));
        if (record.value().isPresent()
                && state.filter(now -> !now.group().isEmpty()).isEmpty()) {
            return;
        }
        if (!isOfStretch) {
            before.add(record.key());
        } else if (state.filter(now -> now.tick().isBefore(stretch.from())).isPresent()) {
            before.add(record.key());
            loggedLate.add(record);
        } else if (state.isEmpty() || stretch.includes(state.get().tick())) {
            alertStates.logged(record.key(), state.map(RuleAlertState::tick).orElse(record.at()), state);
        }
    }

    private void warnOfAlertStates(Set<String> before) {
        if (!alertStates.isCompacted()) {
            return;
        }
        listener.warned(
                "the alert-state topic was compacted since, so only the last change of some alerts is compared");
        alertStates
                .withUnknownBeginning(before)
                .forEach(key -> listener.warned(
                        "the state of alert %s before %s is not in the topic any more: it starts as inactive"
                                .formatted(key, stretch.from())));
    }

    private void appended(Topic<?> topic, LogRecord record) {
        if (topic.equals(topics.alertState())) {
            var state = record.value()
                    .map(bytes -> topics.alertState().codec().decode(bytes).orThrow());
            if (state.isEmpty() || !state.get().group().isEmpty()) {
                alertStates.evaluated(
                        record.key(), state.map(RuleAlertState::tick).orElse(passed), state);
            }
        }
    }

    private void recorded(SampleBatch batch) {
        if (stretch.includes(batch.tick())) {
            batch.series()
                    .forEach(series -> series.samples()
                            .forEach(sample -> recordedSamples.evaluated(batch.source(), series.labels(), sample)));
        }
    }

    private void logged(String source, Labels labels, Sample sample) {
        var isOfStretch = groups.ofSource(source)
                .map(status ->
                        Instant.ofEpochMilli(sample.time()).plus(status.group().queryOffset()))
                .filter(stretch::includes)
                .isPresent();
        if (isOfStretch) {
            recordedSamples.logged(source, labels, sample);
        }
    }

    private void notified(ReplayListener.VirtualNotification notification) {
        if (stretch.includes(notification.at())) {
            listener.notified(notification);
        }
    }

    private void withheld(ReplayListener.WithheldAlert alert) {
        if (stretch.includes(alert.at())) {
            listener.withheld(alert);
        }
    }
}
