package dev.tocsin.kafka.log;

import dev.tocsin.kafka.codec.StoredRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The records of one topic that are not used: counted, logged once (the first ten a minute), and the newest of them kept for people to see. */
public final class SkippedRecords {
    private static final Logger LOG = LoggerFactory.getLogger(SkippedRecords.class);
    private static final int MAX_KEPT = 100;
    private static final int MAX_LOGGED_PER_MINUTE = 10;
    private static final int MAX_KEY_LENGTH = 200;

    private final String topic;
    private final Deque<SkippedRecord> newest = new ArrayDeque<>();
    private final RateLimiter logLimiter;
    private long count;

    /** @param nanos a clock that never jumps, in nanoseconds */
    public SkippedRecords(String topic, LongSupplier nanos) {
        this.topic = topic;
        this.logLimiter = new RateLimiter(MAX_LOGGED_PER_MINUTE, nanos);
    }

    /** One that has just been read. It is read again when a client is built anew, and then is no news. */
    public synchronized void add(LogRecord fact, String reason) {
        remember(new SkippedRecord(topic, fact.offset(), fact.at(), abbreviated(fact.key()), reason));
    }

    /** One that was found before this process began. */
    public synchronized void restored(String key, StoredRecord.Rejected flaw) {
        remember(new SkippedRecord(topic, flaw.offset(), flaw.at(), abbreviated(key), flaw.reason()));
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
                        .log("Many records are skipped; more of this minute are only counted");
            }
            return;
        }
        if (unlogged > 0) {
            LOG.atWarn()
                    .addKeyValue("topic", topic)
                    .addKeyValue("records", unlogged)
                    .log("Skipped records without logging each");
        }
        LOG.atWarn()
                .addKeyValue("topic", topic)
                .addKeyValue("offset", one.offset())
                .addKeyValue("key", one.key())
                .addKeyValue("reason", one.reason())
                .log("Skipped a record that can not be used");
    }

    public synchronized long count() {
        return count;
    }

    /** The oldest of them first. */
    public synchronized List<SkippedRecord> newest() {
        return List.copyOf(newest);
    }

    private static String abbreviated(String key) {
        return key.length() > MAX_KEY_LENGTH ? key.substring(0, MAX_KEY_LENGTH) + "..." : key;
    }
}
