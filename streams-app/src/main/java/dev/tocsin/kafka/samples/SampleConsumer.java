package dev.tocsin.kafka.samples;

import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.kafka.Partition;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.kafka.log.LogRecord;
import dev.tocsin.kafka.log.Progress;
import dev.tocsin.kafka.log.SkippedRecord;
import dev.tocsin.kafka.log.SkippedRecords;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The samples topic as this instance has read it: feeds the sink, and knows how far. */
public final class SampleConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(SampleConsumer.class);

    private final SampleSink sink;
    private final InstantSource clock;
    private final Duration window;
    private final SkippedRecords skipped;
    private final Progress progress = new Progress();

    /** @param window how far back samples are given to the sink; older ones are skipped */
    public SampleConsumer(Topics topics, SampleSink sink, InstantSource clock, Duration window) {
        this.sink = sink;
        this.clock = clock;
        this.window = window;
        this.skipped = new SkippedRecords(topics.samples().name(), () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));
    }

    /**
     * Done once the sink has everything before the offsets. While the topic is replayed, at the start or after the
     * client was built anew, that takes as long as the replay. Its followers must be quick.
     */
    CompletableFuture<Void> awaitOffsets(Map<Partition, Long> ends) {
        return progress.await(ends);
    }

    /** How many records are before the offsets and have not been read. */
    public long lag(Map<Partition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - progress.position(end.getKey())))
                .sum();
    }

    /** The newest records that are not used; at most 100. */
    public List<SkippedRecord> skippedRecords() {
        return skipped.newest();
    }

    /** How many records were not used since this process began. */
    public long skippedRecordCount() {
        return skipped.count();
    }

    void reset() {
        progress.reset(Map.of());
    }

    void advance(Partition partition, long offset) {
        progress.advance(partition, offset);
    }

    /** Takes a record in, whatever it is. */
    void process(LogRecord fact, Partition partition) {
        fact.value()
                .map(Codecs.SAMPLES::decode)
                .ifPresent(read -> read.fold(this::deliver, reason -> {
                    skipped.add(fact, reason);
                    return null;
                }));
        progress.advance(partition, fact.offset() + 1);
    }

    private Void deliver(SampleBatch batch) {
        try {
            var oldest = clock.instant().minus(window).toEpochMilli();
            batch.series().forEach(track -> deliver(track, oldest));
            if (batch.isRecorded() && !batch.tick().equals(SampleBatch.NO_TICK)) {
                sink.tickRecorded(batch.source(), batch.tick());
            }
        } catch (RuntimeException fault) {
            LOG.atError().setCause(fault).log("The sink of samples failed on a batch");
        }
        return null;
    }

    private void deliver(TimeSeries track, long oldest) {
        for (var point : track.samples()) {
            if (point.time() >= oldest) {
                sink.accept(track.labels(), point);
            }
        }
    }
}
