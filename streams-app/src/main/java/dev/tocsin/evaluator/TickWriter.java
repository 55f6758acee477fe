package dev.tocsin.evaluator;

import dev.tocsin.timing.Causes;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends the tick markers: at each tick the preferred instance, and after the head start each other instance where they
 * are missing. Ticks are computed from the time of the cluster log, so a wrong local clock moves none. Runs on the
 * evaluator's loop.
 */
final class TickWriter {
    private static final Logger LOG = LoggerFactory.getLogger(TickWriter.class);
    private static final String KEY = "ticks";

    private final EvaluatorContext context;
    private final TickSettings settings;
    private final Supplier<Duration> interval;
    private Loop.Alarm next = () -> {};
    private Instant last = TickBarrier.NO_TICK;

    /** @param interval time between two ticks */
    TickWriter(EvaluatorContext context, Supplier<Duration> interval) {
        this.context = context;
        this.interval = interval;
        this.settings = context.ticks();
    }

    void start() {
        var now = context.logTime().get();
        var ticks = new Ticks(interval.get(), Duration.ZERO);
        var delay = delay();
        var tick = ticks.lastTickAt(now.minus(delay));
        // First, so that a failure does not end the ticks. Later than now, because the tick is the last one.
        var wait = Duration.between(now, ticks.nextAfter(tick).plus(delay));
        next = context.loop().after(wait, this::start);
        if (tick.isAfter(last)) {
            last = tick;
            mark(tick, now);
        }
    }

    void stop() {
        next.cancel();
    }

    /** Time from a tick to its markers. */
    Duration delay() {
        return context.samples().arrivalLag(settings.minDelay(), settings.maxDelay());
    }

    private void mark(Instant tick, Instant logTime) {
        if (context.isPreferred().test(KEY)) {
            append(tick, logTime);
        } else {
            context.loop().after(context.headStart(), () -> {
                if (context.samples().completeTick().isBefore(tick)) {
                    append(tick, logTime);
                }
            });
        }
    }

    private void append(Instant tick, Instant logTime) {
        context.samples().mark(tick, logTime).whenComplete((done, error) -> {
            if (error != null) {
                LOG.atDebug()
                        .addKeyValue("tick", tick)
                        .addKeyValue("reason", Causes.message(error))
                        .log("Tick markers could not be appended");
            }
        });
    }
}
