package dev.tocsin.kafka.samples;

import dev.tocsin.kafka.codec.Decoded;
import dev.tocsin.kafka.log.LogRecord;
import dev.tocsin.kafka.log.TopicWriter;
import dev.tocsin.limits.Limit;
import java.time.Instant;

/**
 * A tick marker in a partition of the samples topic.
 *
 * @param partitions number of partitions that have markers, as its writer knows it
 */
record TickMarker(int partition, Instant tick, int partitions) {
    /**
     * Reads a marker. It is invalid if its tick is later than the log time that it was computed from, which is the time of
     * its record, or if that is far later than the log's time now: one such marker would end evaluation until then.
     */
    static Decoded<TickMarker> read(LogRecord record, int partition, Instant tick, Instant logTime) {
        var partitions = TopicWriter.partitionsOfTickMarker(record.key());
        if (partitions <= partition || partitions > Limit.TICK_MARKER_PARTITIONS.value()) {
            return new Decoded.Invalid<>(
                    "has no samples and a tick, so it is a tick marker; but its key '%s' is not tick/ and the number of partitions"
                            .formatted(record.key()));
        }
        var latest = logTime.plus(Limit.TICK_MARKER_AHEAD.duration());
        if (tick.isAfter(record.at()) || record.at().isAfter(latest)) {
            return new Decoded.Invalid<>(
                    "marks the tick %s at %s, but a tick is not later than the time of its record, and that is not more than %d s later than the cluster log's time, %s"
                            .formatted(
                                    tick,
                                    record.at(),
                                    Limit.TICK_MARKER_AHEAD.duration().toSeconds(),
                                    logTime));
        }
        return new Decoded.Valid<>(new TickMarker(partition, tick, partitions));
    }
}
