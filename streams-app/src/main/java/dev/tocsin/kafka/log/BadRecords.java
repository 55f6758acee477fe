package dev.tocsin.kafka.log;

import dev.tocsin.kafka.codec.Kept;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The records of one topic that are not used: counted, logged once (the first ten a minute), and the newest of them kept for people to see. */
public final class BadRecords {
    private static final Logger LOG = LoggerFactory.getLogger(BadRecords.class);
    private static final int SHOWN = 100;
    private static final int LOGGED_A_MINUTE = 10;
    private static final int KEY_SHOWN = 200;

    private final String topic;
    private final Deque<BadRecord> newest = new ArrayDeque<>();
    private final Ration logged;
    private long count;

    /** @param nanos a clock that never jumps, in nanoseconds */
    public BadRecords(String topic, LongSupplier nanos) {
        this.topic = topic;
        this.logged = new Ration(LOGGED_A_MINUTE, nanos);
    }

    /** One that has just been read. It is read again when a client is built anew, and then is no news. */
    public synchronized void found(Fact fact, String reason) {
        remember(new BadRecord(topic, fact.offset(), fact.at(), shown(fact.key()), reason));
    }

    /** One that was found before this process began. */
    public synchronized void kept(String key, Kept.Flaw flaw) {
        remember(new BadRecord(topic, flaw.offset(), flaw.at(), shown(key), flaw.reason()));
    }

    private void remember(BadRecord one) {
        if (newest.contains(one)) {
            return;
        }
        count++;
        newest.addLast(one);
        if (newest.size() > SHOWN) {
            newest.removeFirst();
        }
        log(one);
    }

    private void log(BadRecord one) {
        var unlogged = logged.withheld();
        if (!logged.grants()) {
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
    public synchronized List<BadRecord> newest() {
        return List.copyOf(newest);
    }

    private static String shown(String key) {
        return key.length() > KEY_SHOWN ? key.substring(0, KEY_SHOWN) + "..." : key;
    }
}
