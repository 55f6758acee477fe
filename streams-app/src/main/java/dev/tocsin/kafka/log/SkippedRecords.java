package dev.tocsin.kafka.log;

import dev.tocsin.kafka.codec.StoredRecord;
import dev.tocsin.limits.Limit;
import dev.tocsin.timing.RateLimiter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of one topic that are skipped because they are invalid. They are counted and logged, at most ten a
 * minute. Of the newest 100 keys the last one is kept for the API, until a valid record or a tombstone replaces it.
 * While a topic is read for the first time nothing is logged: what is invalid may have been replaced since.
 * Thread-safe.
 */
public final class SkippedRecords {
    private static final Logger LOG = LoggerFactory.getLogger(SkippedRecords.class);
    private static final int MAX_LOGGED_PER_MINUTE = 10;
    private static final int MAX_KEY_LENGTH = 200;

    private final String topic;
    private final Map<String, SkippedRecord> newestByKey = new LinkedHashMap<>();
    /** All keys whose newest record is invalid, while the topic is read for the first time. */
    private final Set<String> invalidKeys = new HashSet<>();

    private final RateLimiter logLimiter;
    private long count;
    private boolean replaying;

    /** @param nanos a monotonic clock, in nanoseconds */
    public SkippedRecords(String topic, LongSupplier nanos) {
        this.topic = topic;
        this.logLimiter = new RateLimiter(MAX_LOGGED_PER_MINUTE, nanos);
    }

    /** The records of a topic that is read from its beginning, until {@link #replayed}. */
    public static SkippedRecords replaying(String topic, LongSupplier nanos) {
        var records = new SkippedRecords(topic, nanos);
        records.replaying = true;
        return records;
    }

    /** The topic was read to its end: logs what is still invalid. */
    public synchronized void replayed() {
        if (replaying) {
            replaying = false;
            count = invalidKeys.size();
            invalidKeys.clear();
            newestByKey.values().forEach(this::log);
        }
    }

    /** Adds a record that was just read. A rebuilt client reads it again, which is not counted twice. */
    public synchronized void add(LogRecord record, String reason) {
        remember(new SkippedRecord(topic, record.offset(), record.at(), abbreviated(record.key()), reason));
    }

    /** Adds a record that an earlier process skipped. */
    public synchronized void restored(String key, StoredRecord.Rejected rejected) {
        remember(new SkippedRecord(topic, rejected.offset(), rejected.at(), abbreviated(key), rejected.reason()));
    }

    /** The key has a valid record now, or was deleted. */
    public synchronized void replaced(String key) {
        newestByKey.remove(abbreviated(key));
        invalidKeys.remove(abbreviated(key));
    }

    private void remember(SkippedRecord one) {
        var before = newestByKey.remove(one.key());
        newestByKey.put(one.key(), one);
        if (one.equals(before)) {
            return;
        }
        count++;
        if (replaying && invalidKeys.size() < Limit.COUNTED_SKIPPED_KEYS.value()) {
            invalidKeys.add(one.key());
        }
        if (newestByKey.size() > Limit.LISTED_SKIPPED_RECORDS.value()) {
            newestByKey.remove(newestByKey.keySet().iterator().next());
        }
        if (!replaying) {
            log(one);
        }
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
        return List.copyOf(newestByKey.values());
    }

    private static String abbreviated(String key) {
        return key.length() > MAX_KEY_LENGTH ? key.substring(0, MAX_KEY_LENGTH) + "..." : key;
    }
}
