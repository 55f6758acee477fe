package dev.tocsin.http.tocsin;

import dev.tocsin.http.common.Identity;
import dev.tocsin.http.common.StreamedResponse;
import dev.tocsin.limits.Limit;
import dev.tocsin.timing.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Tells browsers which kinds of things have changed, as server-sent events whose ids are offsets of the cluster log. So a
 * browser can go on with another instance. Changes are coalesced. Without browsers nothing runs. Thread-safe.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 */
public final class EventHub implements AutoCloseable {
    private static final long TICK_MILLIS = 1_000;
    /** Changes within this time after the first one are told with it. */
    private static final long SETTLE_MILLIS = 50;

    private static final long MIN_INTERVAL_MILLIS = 250;
    private static final int TICKS_UNTIL_COMMENT = 15;
    private static final int IDLE_SECONDS = 5;

    private final Identity identity;
    private final LongSupplier logOffset;
    private final LongSupplier nanos;
    private final Supplier<Object> timedState;
    private final ScheduledThreadPoolExecutor executor =
            new ScheduledThreadPoolExecutor(1, Threads.daemon("browser-events"));
    private final List<EventClient> clients = new ArrayList<>();
    private final KindOffsets changes = new KindOffsets();
    private boolean flushScheduled;
    private boolean ticking;
    private boolean closed;
    private long lastFlush;
    private Object lastTimedState = "";

    /** A kind of thing that can change. */
    public enum Kind {
        ALERTS(false),
        SILENCES(true),
        /** Notifications. */
        SENT(true),
        CLAIMS(true),
        MEMBERS(true),
        RULES(false),
        CONFIG(false);

        private final boolean inClusterLog;

        Kind(boolean inClusterLog) {
            this.inClusterLog = inClusterLog;
        }

        /** Whether its records are in the cluster log, so that offsets tell on every instance which changes a client knows. */
        boolean isInClusterLog() {
            return inClusterLog;
        }

        /** The name in events. */
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param logOffset offset of the newest record of the cluster log that was read
     * @param nanos a monotonic clock, in nanoseconds
     * @param timedState members and silences as they are by now, which time alone can change; compared each second
     */
    public EventHub(Identity identity, LongSupplier logOffset, LongSupplier nanos, Supplier<Object> timedState) {
        this.identity = identity;
        this.logOffset = logOffset;
        this.nanos = nanos;
        this.timedState = timedState;
        executor.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        executor.setRemoveOnCancelPolicy(true);
    }

    /** Something of a kind has changed. Called on threads that must not wait. */
    public synchronized void changed(Kind kind) {
        var offset = logOffset.getAsLong();
        changes.readUpTo(offset);
        // Listeners of the cluster log are called before its offset is advanced.
        changes.changed(kind, offset + 1);
        scheduleFlush();
    }

    /** The replica of the shared topics was restored, at the start or after a failure of its client. */
    public synchronized void restored() {
        var offset = logOffset.getAsLong();
        changes.restored(offset);
        Stream.of(Kind.values()).forEach(kind -> changes.changed(kind, offset + 1));
        scheduleFlush();
    }

    /**
     * Adds a browser.
     *
     * @param lastEventId the offset that it knows; empty if it has not loaded anything yet
     * @return false if there are too many
     */
    synchronized boolean add(StreamedResponse response, OptionalLong lastEventId) {
        if (!hasRoom()) {
            return false;
        }
        var offset = logOffset.getAsLong();
        changes.readUpTo(offset);
        var client = new EventClient(response, changes.sequence());
        client.start(identity, offset, lastEventId, changes);
        clients.add(client);
        response.ended().whenComplete((done, error) -> remove(client));
        if (!ticking) {
            ticking = true;
            lastTimedState = timedState.get();
            scheduleTick();
        }
        return true;
    }

    /** Whether another browser can be added. */
    synchronized boolean hasRoom() {
        return !closed && clients.size() < Limit.EVENT_CLIENTS.value();
    }

    private synchronized void remove(EventClient client) {
        clients.remove(client);
    }

    /** The number of browsers. */
    public synchronized int clients() {
        return clients.size();
    }

    /** Ends all streams. Browsers go on with other instances. */
    @Override
    public void close() {
        List<EventClient> ended;
        synchronized (this) {
            closed = true;
            executor.shutdownNow();
            ended = List.copyOf(clients);
        }
        ended.forEach(EventClient::end);
    }

    private void scheduleFlush() {
        if (flushScheduled || clients.isEmpty() || closed) {
            return;
        }
        flushScheduled = true;
        var since = Duration.ofNanos(nanos.getAsLong() - lastFlush).toMillis();
        var wait = Math.max(SETTLE_MILLIS, MIN_INTERVAL_MILLIS - since);
        executor.schedule(this::flush, wait, TimeUnit.MILLISECONDS);
    }

    private synchronized void flush() {
        flushScheduled = false;
        lastFlush = nanos.getAsLong();
        var offset = logOffset.getAsLong();
        List.copyOf(clients).forEach(client -> client.tell(changes, offset));
    }

    private void scheduleTick() {
        if (!closed) {
            executor.schedule(this::tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void tick() {
        if (clients.isEmpty()) {
            ticking = false;
            return;
        }
        scheduleTick();
        var timed = timedState.get();
        if (!timed.equals(lastTimedState)) {
            lastTimedState = timed;
            List.of(Kind.MEMBERS, Kind.SILENCES, Kind.ALERTS)
                    .forEach(kind -> changes.changed(kind, logOffset.getAsLong()));
        }
        var offset = logOffset.getAsLong();
        List.copyOf(clients).forEach(client -> client.tick(changes, offset, TICKS_UNTIL_COMMENT));
    }
}
