package dev.tocsin.local.dev;

import dev.tocsin.local.processes.Backoff;
import dev.tocsin.local.processes.SupervisedProcess;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The child processes: a broker, the instances, and with {@code --sql} a database and a Connect worker. */
final class DevCluster {
    private static final Duration INSTANCES_STOP_TIMEOUT = Duration.ofSeconds(8);
    private static final Duration OTHERS_STOP_TIMEOUT = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final SupervisedProcess broker;
    private final List<SupervisedProcess> instances;
    private final Optional<SupervisedProcess> database;
    private final Optional<SupervisedProcess> connectWorker;

    DevCluster(ChildProcessSpecs specs, InstantSource clock, ScheduledExecutorService timers, Consumer<String> output) {
        this.clock = clock;
        this.broker = new SupervisedProcess(specs.broker(), Backoff.DEFAULT, clock, timers, output);
        this.instances = IntStream.rangeClosed(1, specs.plan().instances())
                .mapToObj(specs::instance)
                .map(spec -> new SupervisedProcess(spec, Backoff.DEFAULT, clock, timers, output))
                .toList();
        this.database = specs.plan()
                .sql()
                .map(ports -> new SupervisedProcess(specs.database(ports), Backoff.DEFAULT, clock, timers, output));
        this.connectWorker = specs.plan()
                .sql()
                .map(ports ->
                        new SupervisedProcess(specs.connectWorker(ports), Backoff.DEFAULT, clock, timers, output));
    }

    SupervisedProcess broker() {
        return broker;
    }

    List<SupervisedProcess> instances() {
        return instances;
    }

    /** Present only with {@code --sql}. */
    Optional<SupervisedProcess> database() {
        return database;
    }

    /** Present only with {@code --sql}. */
    Optional<SupervisedProcess> connectWorker() {
        return connectWorker;
    }

    void stop() throws InterruptedException {
        instances.forEach(SupervisedProcess::requestStop);
        var end = clock.instant().plus(INSTANCES_STOP_TIMEOUT);
        for (var instance : instances) {
            instance.awaitExit(remaining(end));
        }
        for (var other : others()) {
            other.requestStop();
            other.awaitExit(OTHERS_STOP_TIMEOUT);
        }
    }

    /** In stop order: each process before those that it depends on. */
    private List<SupervisedProcess> others() {
        return Stream.of(connectWorker.stream(), Stream.of(broker), database.stream())
                .flatMap(stream -> stream)
                .toList();
    }

    private Duration remaining(Instant end) {
        var left = Duration.between(clock.instant(), end);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
