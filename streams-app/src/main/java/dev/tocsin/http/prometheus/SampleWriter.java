package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.samples.TimeSeries;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Takes samples from outside. */
@FunctionalInterface
public interface SampleWriter {
    /** Done once all of them are stored for the whole cluster; fails if that is not sure. */
    CompletableFuture<Void> append(List<TimeSeries> series);
}
