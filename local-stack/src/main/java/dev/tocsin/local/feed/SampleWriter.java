package dev.tocsin.local.feed;

/** Where samples go. It neither waits nor throws when the broker is away: what cannot be written is dropped. */
public interface SampleWriter {
    void write(ScrapedSamples batch);
}
