package dev.tocsin.streams;

import dev.tocsin.labels.Labels;
import java.time.Instant;

/** Where samples go. Called on one thread at a time, in the order of each partition; the same sample may come again. */
public interface SampleSink {
    /** @param timestamp milliseconds since 1970 */
    void accept(Labels labels, long timestamp, double value);

    /** Everything that a rule group recorded at a tick, and before, has been given. */
    void recorded(String source, Instant tick);
}
