package dev.tocsin.app;

import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.util.concurrent.Executor;

/** Forgets, now and then, what nobody needs any more: here old samples, and in the shared topics what has ended. */
final class Tidying {
    private final Loop loop;
    private final Executor workers;
    private final SeriesStore store;
    private final Duration samplesStay;

    Tidying(Loop loop, Executor workers, SeriesStore store, Duration samplesStay) {
        this.loop = loop;
        this.workers = workers;
        this.store = store;
        this.samplesStay = samplesStay;
    }

    /** @param shared tidies what is shared */
    void keepDoing(Duration every, Runnable shared) {
        // What comes next is settled first: a failure now and then must not end it.
        loop.after(every, () -> {
            keepDoing(every, shared);
            workers.execute(() -> store.trim(loop.now().minus(samplesStay).toEpochMilli()));
            shared.run();
        });
    }
}
