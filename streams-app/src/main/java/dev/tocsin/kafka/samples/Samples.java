package dev.tocsin.kafka.samples;

import dev.tocsin.kafka.Partition;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.kafka.log.BadRecord;
import dev.tocsin.kafka.log.BadRecords;
import dev.tocsin.kafka.log.Fact;
import dev.tocsin.kafka.log.Progress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The samples topic as this instance has read it: feeds the sink, and knows how far. */
public final class Samples {
    private static final Logger LOG = LoggerFactory.getLogger(Samples.class);

    private final SampleSink sink;
    private final InstantSource clock;
    private final Duration window;
    private final BadRecords bad;
    private final Progress progress = new Progress();

    /** @param window how far back samples are given to the sink; older ones are skipped */
    public Samples(Topics topics, SampleSink sink, InstantSource clock, Duration window) {
        this.sink = sink;
        this.clock = clock;
        this.window = window;
        this.bad = new BadRecords(topics.samples(), () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));
    }

    /**
     * Done once the sink has everything before the offsets. While the topic is replayed, at the start or after the
     * client was built anew, that takes as long as the replay. Its followers must be quick.
     */
    CompletableFuture<Void> caughtUp(Map<Partition, Long> ends) {
        return progress.reach(ends);
    }

    /** How many records are before the offsets and have not been read. */
    public long behind(Map<Partition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - progress.next(end.getKey())))
                .sum();
    }

    /** The newest records that are not used; at most 100. */
    public List<BadRecord> badRecords() {
        return bad.newest();
    }

    /** How many records were not used since this process began. */
    public long badRecordCount() {
        return bad.count();
    }

    void restart() {
        progress.restart(Map.of());
    }

    void reached(Partition partition, long offset) {
        progress.reached(partition, offset);
    }

    /** Takes a record in, whatever it is. */
    void take(Fact fact, Partition partition) {
        fact.value()
                .map(Codecs.SAMPLES::decode)
                .ifPresent(read -> read.fold(this::give, reason -> {
                    bad.found(fact, reason);
                    return null;
                }));
        progress.reached(partition, fact.offset() + 1);
    }

    private Void give(SampleBatch batch) {
        try {
            var oldest = clock.instant().minus(window).toEpochMilli();
            batch.series().forEach(track -> give(track, oldest));
            if (batch.isRecorded() && !batch.tick().equals(SampleBatch.NONE)) {
                sink.recorded(batch.source(), batch.tick());
            }
        } catch (RuntimeException fault) {
            LOG.atError().setCause(fault).log("The sink of samples failed on a batch");
        }
        return null;
    }

    private void give(SampleBatch.Track track, long oldest) {
        for (var point : track.points()) {
            if (point.time() >= oldest) {
                sink.accept(track.labels(), point);
            }
        }
    }
}
