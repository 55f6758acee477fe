package dev.tocsin.kafka.log;

import dev.tocsin.kafka.codec.StoredRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of one topic that are skipped because they are invalid. They are counted and logged, at most ten a
 * minute. The newest 100 are kept for the API. Thread-safe.
 */
public final class SkippedRecords {
    private static final Logger LOG = LoggerFactory.getLogger(SkippedRecords.class);
    private static final int MAX_KEPT = 100;
    private static final int MAX_LOGGED_PER_MINUTE = 10;
    private static final int MAX_KEY_LENGTH = 200;

    private final String topic;
    private final Deque<SkippedRecord> newest = new ArrayDeque<>();
    private final RateLimiter logLimiter;
    private long count;

    /** @param nanos a monotonic clock, in nanoseconds */
    public SkippedRecords(String topic, LongSupplier nanos) {
        this.topic = topic;
        this.logLimiter = new RateLimiter(MAX_LOGGED_PER_MINUTE, nanos);
    }

    /** Adds a record that was just read. A rebuilt client reads it again, which is not counted twice. */
    public synchronized void add(LogRecord record, String reason) {
        remember(new SkippedRecord(topic, record.offset(), record.at(), abbreviated(record.key()), reason));
    }

    /** Adds a record that an earlier process skipped. */
    public synchronized void restored(String key, StoredRecord.Rejected rejected) {
        remember(new SkippedRecord(topic, rejected.offset(), rejected.at(), abbreviated(key), rejected.reason()));
    }

    private void remember(SkippedRecord one) {
        if (newest.contains(one)) {
            return;
        }
        count++;
        newest.addLast(one);
        if (newest.size() > MAX_KEPT) {
            newest.removeFirst();
        }
        log(one);
    }

    private void log(SkippedRecord one) {
        var unlogged = logLimiter.denied();
        if (!logLimiter.tryAcquire()) {
            if (unlogged == 0) {
                LOG.atWarn()
                        .addKeyValue("topic", topic)
                        .log("Many records are skipped; until the next minute they are only counted");
            }
            return;
        }
        if (unlogged > 0) {
            LOG.atWarn()
                    .addKeyValue("topic", topic)
                    .addKeyValue("records", unlogged)
                    .log("Skipped records that were not logged one by one");
        }
        LOG.atWarn()
                .addKeyValue("topic", topic)
                .addKeyValue("offset", one.offset())
                .addKeyValue("key", one.key())
                .addKeyValue("reason", one.reason())
                .log("Skipped a record that cannot be used");
    }

    public synchronized long count() {
        return count;
    }

    /** The newest skipped records, in the order in which they were read. */
    public synchronized List<SkippedRecord> newest() {
        return List.copyOf(newest);
    }

    private static String abbreviated(String key) {
        return key.length() > MAX_KEY_LENGTH ? key.substring(0, MAX_KEY_LENGTH) + "..." : key;
    }
}
