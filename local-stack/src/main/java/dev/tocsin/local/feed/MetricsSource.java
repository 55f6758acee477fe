package dev.tocsin.local.feed;

import java.io.IOException;
import java.util.List;

/** A source of samples. */
public interface MetricsSource {
    /**
     * Returns the current samples, within about a second.
     *
     * @throws IOException if the target is down
     */
    List<Sample> scrape() throws IOException, InterruptedException;
}
