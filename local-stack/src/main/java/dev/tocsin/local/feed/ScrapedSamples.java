package dev.tocsin.local.feed;

import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.List;

/** The result of one scrape. Written with the target's labels as key, the samples of a target stay in order. */
public record ScrapedSamples(Labels target, Instant at, List<Sample> samples) {
    public ScrapedSamples {
        samples = List.copyOf(samples);
    }
}
