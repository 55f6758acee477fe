package dev.tocsin.local.feed;

/** Writes samples. Never blocks or throws: samples that cannot be written are dropped. */
public interface SampleWriter {
    void write(ScrapedSamples batch);
}
