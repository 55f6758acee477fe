package dev.tocsin.evaluation.samples;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Cache of the series that lists of matchers select, until a series is added or removed that one of them may select. A
 * selection is dropped when the series has the label of one of its equality matchers; selections without such a matcher
 * are dropped by every series.
 *
 * <p>It has two generations. When the younger one is full, the older one is dropped, so that selections that are used
 * often stay. Any number of threads may read and {@link #put} at a time, but not during {@link #changed}.
 */
final class SelectionCache {
    /** The weight of a selection beside its series. */
    private static final int SELECTION_WEIGHT = 16;

    static final int MIN_CAPACITY = 100_000;

    /** A generation holds this many references for each series of the index. */
    private static final int REFERENCES_PER_SERIES = 4;

    private final int minCapacity;
    private volatile Generation young = new Generation();
    private volatile Generation old = new Generation();

    /** @param minCapacity the references that a generation holds, however few series there are */
    SelectionCache(int minCapacity) {
        this.minCapacity = minCapacity;
    }

    /** The series that the matchers select; null if they are not known. */
    List<MemSeries> get(List<Matcher> matchers, int indexSize) {
        var selection = young.selections.get(matchers);
        if (selection == null) {
            selection = old.selections.get(matchers);
            if (selection != null) {
                put(matchers, selection, indexSize);
            }
        }
        return selection == null ? null : selection.series;
    }

    /** @param required a label that each selected series has; null if there is none */
    void put(List<Matcher> matchers, Matcher required, List<MemSeries> series, int indexSize) {
        put(List.copyOf(matchers), new Selection(required, series), indexSize);
    }

    private synchronized void put(List<Matcher> matchers, Selection selection, int indexSize) {
        if (young.weight > minCapacity + (long) REFERENCES_PER_SERIES * indexSize) {
            old = young;
            young = new Generation();
        }
        young.put(matchers, selection);
    }

    /** Drops the selections that a series with these labels may belong to. */
    void changed(Labels labels) {
        young.drop(labels);
        old.drop(labels);
    }

    private record Selection(Matcher required, List<MemSeries> series) {}

    private static final class Generation {
        private final Map<List<Matcher>, Selection> selections = new ConcurrentHashMap<>();
        private final Map<String, Map<String, List<List<Matcher>>>> byRequiredLabel = new HashMap<>();
        private final List<List<Matcher>> withoutRequiredLabel = new ArrayList<>();
        private long weight;

        void put(List<Matcher> matchers, Selection selection) {
            if (selections.put(matchers, selection) == null) {
                var required = selection.required;
                var siblings = required == null
                        ? withoutRequiredLabel
                        : byRequiredLabel
                                .computeIfAbsent(required.name(), name -> new HashMap<>())
                                .computeIfAbsent(required.value(), value -> new ArrayList<>());
                siblings.add(matchers);
                weight += SELECTION_WEIGHT + selection.series.size();
            }
        }

        void drop(Labels labels) {
            dropAll(withoutRequiredLabel);
            withoutRequiredLabel.clear();
            if (!byRequiredLabel.isEmpty()) {
                labels.forEach(this::drop);
            }
        }

        private void drop(String name, String value) {
            var byValue = byRequiredLabel.get(name);
            if (byValue != null) {
                var dropped = byValue.remove(value);
                if (dropped != null) {
                    dropAll(dropped);
                }
            }
        }

        private void dropAll(List<List<Matcher>> dropped) {
            for (var matchers : dropped) {
                weight -= SELECTION_WEIGHT + selections.remove(matchers).series.size();
            }
        }
    }
}
