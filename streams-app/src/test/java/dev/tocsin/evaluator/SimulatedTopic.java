package dev.tocsin.evaluator;

import dev.tocsin.timing.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A simulated topic with one partition, which every instance reads with its own delay. */
final class SimulatedTopic<T> {
    private final Simulation simulation;
    private final List<T> records = new ArrayList<>();
    private final List<Instant> times = new ArrayList<>();
    private final List<Replica> replicas = new ArrayList<>();
    private boolean reachable = true;

    SimulatedTopic(Simulation simulation) {
        this.simulation = simulation;
    }

    /** While unreachable, appends time out. */
    void setReachable(boolean reachable) {
        this.reachable = reachable;
    }

    List<T> records() {
        return records;
    }

    /** When the record at an offset was appended. */
    Instant appendedAt(int offset) {
        return times.get(offset);
    }

    void put(T record) {
        records.add(record);
        times.add(simulation.now());
        replicas.forEach(Replica::readSoon);
    }

    Replica replicaOf(Simulation.ProcessLoop loop, Consumer<T> fold) {
        return new Replica(loop, fold);
    }

    /** The reading position of one instance. */
    final class Replica {
        private final Simulation.ProcessLoop loop;
        private final Consumer<T> fold;
        private final Map<Integer, List<CompletableFuture<Void>>> awaited = new HashMap<>();
        private int applied;
        private boolean stalled;

        private Replica(Simulation.ProcessLoop loop, Consumer<T> fold) {
            this.loop = loop;
            this.fold = fold;
            replicas.add(this);
            read();
        }

        void stall(boolean on) {
            stalled = on;
            readSoon();
        }

        CompletableFuture<Void> append(T record) {
            var done = new CompletableFuture<Void>();
            if (reachable) {
                simulation.after(simulation.randomMillis(1, 20), () -> {
                    put(record);
                    await(records.size(), done);
                });
            } else {
                loop.after(Duration.ofSeconds(2), () -> done.completeExceptionally(new TimeoutException("no answer")));
            }
            return done;
        }

        CompletableFuture<Void> caughtUp() {
            var done = new CompletableFuture<Void>();
            await(records.size(), done);
            loop.after(Duration.ofSeconds(5), () -> done.completeExceptionally(new TimeoutException("behind")));
            return done;
        }

        private void await(int offset, CompletableFuture<Void> done) {
            if (applied >= offset) {
                done.complete(null);
            } else {
                awaited.computeIfAbsent(offset, none -> new ArrayList<>()).add(done);
            }
        }

        private void readSoon() {
            loop.after(simulation.randomMillis(1, 20), this::read);
        }

        private void read() {
            while (!stalled && applied < records.size()) {
                fold.accept(records.get(applied++));
                var waiting = awaited.remove(applied);
                if (waiting != null) {
                    waiting.forEach(done -> done.complete(null));
                }
            }
        }
    }
}
