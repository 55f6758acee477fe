package dev.tocsin.delivery;

import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/** Virtual time and everything that will happen in it, replayable from a seed. */
final class World {
    static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    final Random random;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::number));
    private Duration now = Duration.ZERO;
    private long numbers;

    World(long seed) {
        random = new Random(seed);
    }

    Duration elapsed() {
        return now;
    }

    Instant now() {
        return BEGINNING.plus(now);
    }

    Event after(Duration delay, Runnable task) {
        var event = new Event(now.plus(delay.isNegative() ? Duration.ZERO : delay), numbers++, task);
        events.add(event);
        return event;
    }

    void cancel(Event event) {
        events.remove(event);
    }

    /** Between the two, both in milliseconds. */
    Duration some(int least, int most) {
        return Duration.ofMillis(least + random.nextInt(most - least + 1));
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    void runFor(Duration duration) {
        var end = now.plus(duration);
        while (!events.isEmpty() && events.peek().at().compareTo(end) <= 0) {
            var event = events.poll();
            now = event.at();
            event.task().run();
        }
        now = end;
    }

    record Event(Duration at, long number, Runnable task) {}

    /** The loop of one process of this world: it can be paused, and it can be killed. */
    final class ProcessLoop implements Loop {
        private boolean alive = true;
        private Duration pausedUntil = Duration.ZERO;

        void kill() {
            alive = false;
        }

        boolean isAlive() {
            return alive;
        }

        void pause(Duration duration) {
            pausedUntil = now.plus(duration);
        }

        boolean isPaused() {
            return now.compareTo(pausedUntil) < 0;
        }

        @Override
        public Instant now() {
            return World.this.now();
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
            var event = World.this.after(delay, () -> runOrPutOff(task));
            return () -> cancel(event);
        }

        private void runOrPutOff(Runnable task) {
            if (isPaused()) {
                World.this.after(pausedUntil.minus(now), () -> runOrPutOff(task));
            } else if (alive) {
                task.run();
            }
        }
    }
}
