package dev.tocsin.app;

import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.timing.WallClockLoop;
import java.time.Duration;
import java.util.concurrent.Executor;

/** Forgets, now and then, what nobody needs any more: here old samples, and in the shared topics what has ended. */
final class Maintenance {
    private final WallClockLoop loop;
    private final Executor workers;
    private final SeriesStore store;
    private final Duration samplesRetention;

    Maintenance(WallClockLoop loop, Executor workers, SeriesStore store, Duration samplesStay) {
        this.loop = loop;
        this.workers = workers;
        this.store = store;
        this.samplesRetention = samplesStay;
    }

    /** @param shared tidies what is shared */
    void schedule(Duration every, Runnable shared) {
        // What comes next is settled first: a failure now and then must not end it.
        loop.after(every, () -> {
            schedule(every, shared);
            workers.execute(
                    () -> store.truncate(loop.now().minus(samplesRetention).toEpochMilli()));
            shared.run();
        });
    }
}
