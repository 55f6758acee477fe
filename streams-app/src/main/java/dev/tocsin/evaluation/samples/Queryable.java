package dev.tocsin.evaluation.samples;

import dev.tocsin.labels.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Source of series, named after Prometheus's interface. */
public interface Queryable {
    /**
     * Calls {@code action} for the series that match all matchers and have a sample in ({@code after}, {@code until}], with these samples,
     * including stale markers. In order of their labels. A series is read when the action for the one before is done.
     *
     * @param check called often during the search; it may end it by an exception
     * @param after start of the window in milliseconds since 1970, exclusive
     * @param until end of the window in milliseconds since 1970, inclusive
     */
    void select(List<Matcher> matchers, long after, long until, Runnable check, Consumer<Series> action);

    /** Calls {@code action} for the series, as above, without a check. */
    default void select(List<Matcher> matchers, long after, long until, Consumer<Series> action) {
        select(matchers, after, until, () -> {}, action);
    }

    /** The series of {@link #select(List, long, long, Runnable, Consumer)} in a list. */
    default List<Series> select(List<Matcher> matchers, long after, long until) {
        var selected = new ArrayList<Series>();
        select(matchers, after, until, () -> {}, selected::add);
        return selected;
    }
}
