package dev.tocsin.kafka.samples;

import dev.tocsin.kafka.Partition;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.codec.DecodedSamples;
import dev.tocsin.kafka.codec.SampleDecoder;
import dev.tocsin.kafka.log.LogRecord;
import dev.tocsin.kafka.log.Progress;
import dev.tocsin.kafka.log.SkippedRecord;
import dev.tocsin.kafka.log.SkippedRecords;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes records of the samples topic, passes samples to the sink, and tracks offsets. */
public final class SampleConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(SampleConsumer.class);

    private final SampleSink sink;
    private final InstantSource clock;
    private final Duration window;
    private final Supplier<Instant> logTime;
    private final SkippedRecords skipped;
    private final Progress progress = new Progress();
    private final SampleDecoder decoder = new SampleDecoder();

    /**
     * @param window samples older than this are not passed to the sink
     * @param logTime time of the cluster log
     */
    public SampleConsumer(
            Topics topics, SampleSink sink, InstantSource clock, Duration window, Supplier<Instant> logTime) {
        this.sink = sink;
        this.clock = clock;
        this.window = window;
        this.logTime = logTime;
        this.skipped = new SkippedRecords(topics.samples().name(), () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));
    }

    /**
     * Completes once the sink has all samples before the offsets. While the topic is replayed, this takes as long as the
     * replay. Dependent stages run on the reading thread and must be quick.
     */
    CompletableFuture<Void> awaitOffsets(Map<Partition, Long> ends) {
        return progress.await(ends);
    }

    /** The number of offsets before the given ones that have not been read. */
    public long lag(Map<Partition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - progress.position(end.getKey())))
                .sum();
    }

    /** The newest skipped records, at most 100. */
    public List<SkippedRecord> skippedRecords() {
        return skipped.newest();
    }

    /** The number of skipped records since the start of the process. */
    public long skippedRecordCount() {
        return skipped.count();
    }

    void reset() {
        sink.restarted();
        progress.reset(Map.of());
    }

    void advance(Partition partition, long offset) {
        progress.advance(partition, offset);
    }

    /** Processes any record; an undecodable one is skipped and counted. */
    public void process(LogRecord record, Partition partition) {
        record.value()
                .map(decoder::decode)
                .ifPresent(read -> read.fold(decoded -> take(decoded, record, partition), reason -> {
                    skipped.add(record, reason);
                    return null;
                }));
        progress.advance(partition, record.offset() + 1);
    }

    private Void take(DecodedSamples decoded, LogRecord record, Partition partition) {
        try {
            if (decoded.isTickMarker()) {
                mark(decoded.tick(), record, partition);
            } else {
                deliver(decoded, record, partition);
            }
        } catch (RuntimeException fault) {
            LOG.atError().setCause(fault).log("The sample sink failed on a batch");
        }
        return null;
    }

    private void mark(Instant tick, LogRecord record, Partition partition) {
        TickMarker.read(record, partition.number(), tick, logTime.get())
                .fold(
                        marker -> {
                            sink.tickMarked(marker.partition(), marker.tick(), marker.partitions());
                            return null;
                        },
                        reason -> {
                            skipped.add(record, reason);
                            return null;
                        });
    }

    private void deliver(DecodedSamples decoded, LogRecord record, Partition partition) {
        var acceptance = new SampleAcceptance(sink, clock.instant(), window, record.at());
        acceptance.removeRejected(decoded.samples());
        sink.accept(decoded.samples(), partition.number(), decoded.source());
        if (!decoded.additional().isEmpty()) {
            sink.accept(decoded.additional(), record.at());
        }
        // Listed by series, because many records have no key.
        acceptance.problem().ifPresent(problem -> skipped.add(record.withKey(acceptance.firstRejected()), problem));
        if (decoded.source().isEmpty()) {
            acceptance.newest().ifPresent(newest -> sink.arrived(Duration.between(newest, record.at())));
        } else if (decoded.endsTick()) {
            sink.tickRecorded(decoded.source(), decoded.tick());
        }
    }
}
