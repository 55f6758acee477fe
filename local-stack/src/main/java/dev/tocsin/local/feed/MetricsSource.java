package dev.tocsin.local.feed;

import java.io.IOException;
import java.util.List;

/** Something that can be asked for its samples. */
public interface MetricsSource {
    /** Answers within a second or so. @throws IOException if it cannot be asked: the target is down */
    List<Sample> scrape() throws IOException, InterruptedException;
}
