package dev.tocsin.timing;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/** Discrete event simulation: virtual time and scheduled events. A seed makes it repeatable. */
public final class Simulation {
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    public final Random random;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::number));
    private Duration now = Duration.ZERO;
    private long nextNumber;

    public Simulation(long seed) {
        random = new Random(seed);
    }

    public Duration elapsed() {
        return now;
    }

    public Instant now() {
        return START.plus(now);
    }

    public Event after(Duration delay, Runnable task) {
        var event = new Event(now.plus(delay.isNegative() ? Duration.ZERO : delay), nextNumber++, task);
        events.add(event);
        return event;
    }

    public void cancel(Event event) {
        events.remove(event);
    }

    /** A random duration between the two bounds, in milliseconds, both inclusive. */
    public Duration randomMillis(int least, int most) {
        return Duration.ofMillis(least + random.nextInt(most - least + 1));
    }

    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    public void runFor(Duration duration) {
        var end = now.plus(duration);
        while (stepUntil(end)) {
            // The work is in step().
        }
    }

    /** Lets the next thing happen; false, and it is {@code end}, if nothing happens until then. */
    public boolean stepUntil(Duration end) {
        var next = events.peek();
        if (next == null || next.at().compareTo(end) > 0) {
            now = end;
            return false;
        }
        events.poll();
        now = next.at();
        next.task().run();
        return true;
    }

    public record Event(Duration at, long number, Runnable task) {}

    /** The loop of one simulated process, which can be paused and killed. */
    public final class ProcessLoop implements WallClockLoop {
        private boolean alive = true;
        private Duration pausedUntil = Duration.ZERO;
        private Duration clockAhead = Duration.ZERO;

        /** Offsets the wall clock of this process from the others; negative if behind. */
        public void setClockAhead(Duration ahead) {
            this.clockAhead = ahead;
        }

        public void kill() {
            alive = false;
        }

        public boolean isAlive() {
            return alive;
        }

        public void pause(Duration duration) {
            var until = now.plus(duration);
            pausedUntil = until.compareTo(pausedUntil) > 0 ? until : pausedUntil;
        }

        public boolean isPaused() {
            return now.compareTo(pausedUntil) < 0;
        }

        @Override
        public Instant now() {
            return Simulation.this.now().plus(clockAhead);
        }

        @Override
        public Duration monotonic() {
            return now;
        }

        @Override
        public void execute(Runnable task) {
            after(Duration.ZERO, task);
        }

        @Override
        public Alarm after(Duration delay, Runnable task) {
            var event = Simulation.this.after(delay, () -> runOrPostpone(task));
            return () -> cancel(event);
        }

        private void runOrPostpone(Runnable task) {
            if (isPaused()) {
                Simulation.this.after(pausedUntil.minus(now), () -> runOrPostpone(task));
            } else if (alive) {
                task.run();
            }
        }
    }
}
