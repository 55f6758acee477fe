package dev.tocsin.local.feed;

import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.List;

/** What one target said at one instant. The samples of a target stay in order if they are written under its labels. */
public record ScrapedSamples(Labels target, Instant at, List<Sample> samples) {
    public ScrapedSamples {
        samples = List.copyOf(samples);
    }
}
