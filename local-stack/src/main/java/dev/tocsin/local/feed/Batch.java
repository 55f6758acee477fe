package dev.tocsin.local.feed;

import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.List;

/** What one target said at one instant. The samples of a target stay in order if they are written under its labels. */
public record Batch(Labels target, Instant at, List<Sample> samples) {
    public Batch {
        samples = List.copyOf(samples);
    }
}
