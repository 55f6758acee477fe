package dev.tocsin.evaluation.samples;

import dev.tocsin.labels.Matcher;
import java.util.List;

/** Source of series, named after Prometheus's interface. */
@FunctionalInterface
public interface Queryable {
    /**
     * Series that match all matchers and have a sample in ({@code after}, {@code until}], with these samples, including
     * stale markers. In order of their labels.
     *
     * @param after start of the window in milliseconds since 1970, exclusive
     * @param until end of the window in milliseconds since 1970, inclusive
     */
    List<Series> select(List<Matcher> matchers, long after, long until);
}
