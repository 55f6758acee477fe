package dev.tocsin.http.prometheus;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Takes samples from outside. */
@FunctionalInterface
public interface SampleIntake {
    /** Done once all of them are stored for the whole cluster; fails if that is not sure. */
    CompletableFuture<Void> take(List<Written> series);
}
