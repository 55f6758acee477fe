package dev.tocsin.evaluation.samples;

import dev.tocsin.labels.Matcher;
import java.util.List;

/** Whatever series can be selected from. */
@FunctionalInterface
public interface Queryable {
    /**
     * The series that all matchers match and that have a sample in the window, with those samples, stale markers
     * included; in order of their labels.
     *
     * @param after the window's start in milliseconds, itself outside
     * @param until the window's end in milliseconds, itself inside
     */
    List<Series> select(List<Matcher> matchers, long after, long until);
}
