package dev.tocsin.app;

import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

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

    /** @param isOurs whether it is this instance's turn to tidy what is shared */
    void keepDoing(Duration every, Runnable shared, BooleanSupplier isOurs) {
        loop.after(every, () -> {
            workers.execute(() -> store.trim(loop.now().minus(samplesStay).toEpochMilli()));
            if (isOurs.getAsBoolean()) {
                shared.run();
            }
            keepDoing(every, shared, isOurs);
        });
    }
}
