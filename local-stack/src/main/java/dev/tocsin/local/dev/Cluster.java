package dev.tocsin.local.dev;

import dev.tocsin.local.processes.Backoff;
import dev.tocsin.local.processes.Supervised;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The processes: one broker, some instances. Started from the ground up, stopped from the roof down. */
final class Cluster {
    private static final Duration INSTANCES_STOP_WITHIN = Duration.ofSeconds(8);
    private static final Duration BROKER_STOPS_WITHIN = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final Supervised broker;
    private final List<Supervised> instances;

    Cluster(Children children, InstantSource clock, ScheduledExecutorService timers, Consumer<String> say) {
        this.clock = clock;
        this.broker = new Supervised(children.broker(), Backoff.USUAL, clock, timers, say);
        this.instances = IntStream.rangeClosed(1, children.plan().instances())
                .mapToObj(children::instance)
                .map(spec -> new Supervised(spec, Backoff.USUAL, clock, timers, say))
                .toList();
    }

    Supervised broker() {
        return broker;
    }

    List<Supervised> instances() {
        return instances;
    }

    void stop() throws InterruptedException {
        instances.forEach(Supervised::askToStop);
        var end = clock.instant().plus(INSTANCES_STOP_WITHIN);
        for (var instance : instances) {
            instance.awaitEnd(until(end));
        }
        broker.askToStop();
        broker.awaitEnd(BROKER_STOPS_WITHIN);
    }

    private Duration until(Instant end) {
        var left = Duration.between(clock.instant(), end);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
