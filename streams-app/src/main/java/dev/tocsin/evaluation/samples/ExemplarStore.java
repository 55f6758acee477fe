package dev.tocsin.evaluation.samples;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.limits.Limit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The newest exemplars of each series, in a ring of {@link Limit#EXEMPLARS_OF_SERIES}. Beyond {@link Limit#EXEMPLARS} the
 * oldest of all is removed. As in Prometheus, an exemplar that is older than the newest of its series is not kept. Thread-safe.
 */
public final class ExemplarStore {
    /** Memory of a series with its ring, without the characters of its labels. */
    private static final int SERIES_BYTES = 400;

    private final Predicate<Labels> kept;
    private final long maxBytes;
    private final int maxOfSeries;
    private final Map<Labels, Deque<Exemplar>> rings = new HashMap<>();
    /** The series of all exemplars in the order of their arrival; of a series, each stands for its oldest one. */
    private final Deque<Labels> arrivals = new ArrayDeque<>();

    private long bytes;

    /** @param kept whether the exemplars of a series are kept */
    ExemplarStore(Predicate<Labels> kept) {
        this(kept, Limit.EXEMPLARS.value(), Limit.EXEMPLARS_OF_SERIES.intValue());
    }

    ExemplarStore(Predicate<Labels> kept, long maxBytes, int maxOfSeries) {
        this.kept = kept;
        this.maxBytes = maxBytes;
        this.maxOfSeries = maxOfSeries;
    }

    /**
     * Adds exemplars that are newer than those before. The same exemplars can be added twice.
     *
     * @param latest later ones are ignored, in milliseconds since 1970
     */
    synchronized void add(SeriesExemplars added, long latest) {
        var isKept = kept.test(added.series());
        for (var exemplar : added.exemplars()) {
            if (isKept && exemplar.time() <= latest) {
                add(added.series(), exemplar);
            }
        }
        while (bytes > maxBytes) {
            removeOldest(arrivals.remove());
        }
    }

    private void add(Labels series, Exemplar exemplar) {
        var ring = rings.computeIfAbsent(series, any -> new ArrayDeque<>());
        if (ring.isEmpty()) {
            bytes += SERIES_BYTES + 2 * series.length();
        } else if (exemplar.time() <= ring.getLast().time()) {
            return;
        }
        if (ring.size() == maxOfSeries) {
            // Its arrival stands for the next one from now on.
            bytes -= ring.remove().bytes();
        } else {
            arrivals.add(series);
        }
        ring.add(exemplar);
        bytes += exemplar.bytes();
    }

    private void removeOldest(Labels series) {
        var ring = rings.get(series);
        bytes -= ring.remove().bytes();
        if (ring.isEmpty()) {
            rings.remove(series);
            bytes -= SERIES_BYTES + 2 * series.length();
        }
    }

    /** Removes exemplars older than a time. @param olderThan in milliseconds since 1970, exclusive */
    synchronized void truncate(long olderThan) {
        arrivals.removeIf(series -> {
            var isOld = rings.get(series).element().time() < olderThan;
            if (isOld) {
                removeOldest(series);
            }
            return isOld;
        });
    }

    /**
     * The exemplars of the series that one of several selectors selects, in order of the labels.
     *
     * @param from in milliseconds since 1970, inclusive
     * @param until in milliseconds since 1970, inclusive
     */
    public synchronized List<SeriesExemplars> select(List<List<Matcher>> selectors, long from, long until) {
        var found = new ArrayList<SeriesExemplars>();
        rings.forEach((series, ring) -> {
            if (selectors.stream().anyMatch(matchers -> matches(matchers, series))) {
                var some = ring.stream()
                        .filter(exemplar -> exemplar.time() >= from && exemplar.time() <= until)
                        .toList();
                if (!some.isEmpty()) {
                    found.add(new SeriesExemplars(series, some));
                }
            }
        });
        found.sort((one, other) -> one.series().compareTo(other.series()));
        return found;
    }

    private static boolean matches(List<Matcher> matchers, Labels series) {
        return matchers.stream().allMatch(matcher -> matcher.matches(series.get(matcher.name())));
    }

    synchronized long bytes() {
        return bytes;
    }
}
