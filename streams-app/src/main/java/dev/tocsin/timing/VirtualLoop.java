package dev.tocsin.timing;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A loop in virtual time. Its tasks run on the thread that advances the time. Used by one thread. */
public final class VirtualLoop implements WallClockLoop {
    private record Event(Instant at, long number, Runnable task) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::number));
    private Instant now;
    private long nextNumber;

    public VirtualLoop(Instant beginning) {
        now = beginning;
    }

    /** Runs all tasks that are due until then, and those that they start. The time never goes back. */
    public void advanceTo(Instant end) {
        while (!events.isEmpty() && !events.peek().at().isAfter(end)) {
            var event = events.poll();
            now = event.at();
            event.task().run();
        }
        now = end.isAfter(now) ? end : now;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Duration monotonic() {
        return Duration.between(Instant.EPOCH, now);
    }

    @Override
    public void execute(Runnable task) {
        after(Duration.ZERO, task);
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
        var event = new Event(delay.isNegative() ? now : now.plus(delay), nextNumber++, task);
        events.add(event);
        return () -> events.remove(event);
    }
}
