package dev.tocsin.replay;

import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.copies.CopiedPartition;
import dev.tocsin.kafka.log.LogRecord;
import dev.tocsin.kafka.samples.SampleConsumer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads the copied partitions of the samples topic by append time. Ticks are those that are marked in all partitions. Where
 * none is marked in the stretch, because no instance ran, each interval has one, at the time of the log. There is none before
 * the first record.
 */
final class BacktestTicks {
    /** Markers that are late by less are awaited. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Stretch stretch;
    private final Duration interval;
    private final List<CopiedPartition> partitions;
    private final VirtualSampleLog log;
    private final SampleConsumer consumer;
    private Instant readAt = Instant.EPOCH;
    private Instant firstRecordAt = Instant.MAX;
    /** The newest tick; before the stretch, the last one that can precede it. */
    private Instant newest;

    private Instant complete;
    private boolean isMarked = true;

    BacktestTicks(
            Topics topics, List<CopiedPartition> partitions, VirtualSampleLog log, Stretch stretch, Duration interval) {
        this.partitions = partitions;
        this.log = log;
        this.stretch = stretch;
        this.interval = interval;
        newest = before(stretch.from(), interval);
        consumer =
                new SampleConsumer(topics, log, () -> readAt, topics.settings().samplesRetention(), () -> readAt);
        log.onTick(tick -> complete = tick);
    }

    /** The last multiple of an interval before a time. */
    static Instant before(Instant time, Duration interval) {
        var millis = interval.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli() - 1, millis) * millis);
    }

    /** Reads up to the next tick; empty at the end. Stores the samples that it sees. */
    Optional<CompleteTick> next() {
        complete = null;
        while (complete == null) {
            var next = oldestRecord();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            var at = next.get().peek().map(LogRecord::at).orElseThrow();
            if (isMissing(newest.plus(interval), at)) {
                isMarked = false;
                return Optional.of(unmarked(newest.plus(interval)));
            }
            read(next.get());
        }
        isMarked = true;
        newest = complete.isAfter(newest) ? complete : newest;
        return Optional.of(new CompleteTick(complete, readAt));
    }

    private Optional<CopiedPartition> oldestRecord() {
        return partitions.stream()
                .filter(partition -> partition.peek().isPresent())
                .min(Comparator.comparing(
                        partition -> partition.peek().orElseThrow().at()));
    }

    /** Whether a tick has no marker. @param at time of the next record */
    private boolean isMissing(Instant tick, Instant at) {
        var hasBegun = !firstRecordAt.equals(Instant.MAX);
        return hasBegun && stretch.includes(tick) && at.isAfter(isMarked ? tick.plus(PATIENCE) : tick);
    }

    private CompleteTick unmarked(Instant tick) {
        newest = tick;
        partitions.forEach(partition -> log.tickMarked(partition.partition().number(), tick, partitions.size()));
        return new CompleteTick(tick, tick.isAfter(readAt) ? tick : readAt);
    }

    private void read(CopiedPartition partition) {
        var record = partition.take();
        readAt = record.at().isAfter(readAt) ? record.at() : readAt;
        if (firstRecordAt.equals(Instant.MAX)) {
            firstRecordAt = readAt;
            var first = before(readAt, interval);
            newest = first.isAfter(newest) ? first : newest;
        }
        consumer.process(record, partition.partition());
    }

    /** The time of the oldest record so far; the end of time if there is none. */
    Instant oldest() {
        return firstRecordAt;
    }
}
