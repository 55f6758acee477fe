package dev.tocsin.local.dev;

import dev.tocsin.local.processes.Backoff;
import dev.tocsin.local.processes.Supervised;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The processes: one broker, some instances, perhaps a database and what fills it. Started from the ground up, stopped from the roof down. */
final class Cluster {
    private static final Duration INSTANCES_STOP_WITHIN = Duration.ofSeconds(8);
    private static final Duration OTHERS_STOP_WITHIN = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final Supervised broker;
    private final List<Supervised> instances;
    private final Optional<Supervised> database;
    private final Optional<Supervised> connectWorker;

    Cluster(Children children, InstantSource clock, ScheduledExecutorService timers, Consumer<String> say) {
        this.clock = clock;
        this.broker = new Supervised(children.broker(), Backoff.USUAL, clock, timers, say);
        this.instances = IntStream.rangeClosed(1, children.plan().instances())
                .mapToObj(children::instance)
                .map(spec -> new Supervised(spec, Backoff.USUAL, clock, timers, say))
                .toList();
        this.database = children.plan()
                .sql()
                .map(ports -> new Supervised(children.database(ports), Backoff.USUAL, clock, timers, say));
        this.connectWorker = children.plan()
                .sql()
                .map(ports -> new Supervised(children.connectWorker(ports), Backoff.USUAL, clock, timers, say));
    }

    Supervised broker() {
        return broker;
    }

    List<Supervised> instances() {
        return instances;
    }

    /** Only with {@code --sql}. */
    Optional<Supervised> database() {
        return database;
    }

    /** Only with {@code --sql}. */
    Optional<Supervised> connectWorker() {
        return connectWorker;
    }

    void stop() throws InterruptedException {
        instances.forEach(Supervised::askToStop);
        var end = clock.instant().plus(INSTANCES_STOP_WITHIN);
        for (var instance : instances) {
            instance.awaitEnd(until(end));
        }
        for (var other : others()) {
            other.askToStop();
            other.awaitEnd(OTHERS_STOP_WITHIN);
        }
    }

    /** In the order in which they need each other. */
    private List<Supervised> others() {
        return Stream.of(connectWorker.stream(), Stream.of(broker), database.stream())
                .flatMap(stream -> stream)
                .toList();
    }

    private Duration until(Instant end) {
        var left = Duration.between(clock.instant(), end);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
