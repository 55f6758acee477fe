package dev.tocsin.http.tocsin;

import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.limits.Limit;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Names of metrics and labels of the series in memory that begin with a text. Of one metric it looks at a bounded number of
 * series.
 *
 * @param most number of names
 */
record SeriesNames(SeriesStore store, int most) {
    /** Ends the reading of series. */
    private static final class EnoughException extends RuntimeException {
        EnoughException() {
            super(null, null, false, false);
        }
    }

    List<String> metrics(String prefix) {
        return store.labelValues(Labels.NAME, prefix, most);
    }

    /** @param metric empty for any */
    List<String> labels(String metric, String prefix) {
        var all = metric.isEmpty()
                ? store.labelNames(prefix, most)
                : find(metric, prefix, labels -> labels.names().stream());
        return all.stream().filter(name -> !name.equals(Labels.NAME)).toList();
    }

    /** @param metric empty for any */
    List<String> values(String metric, String label, String prefix) {
        return metric.isEmpty()
                ? store.labelValues(label, prefix, most)
                : find(metric, prefix, labels -> Stream.of(labels.get(label)));
    }

    private List<String> find(String metric, String prefix, Function<Labels, Stream<String>> names) {
        var found = new TreeSet<String>();
        var seen = new long[1];
        try {
            var ofMetric = List.of(Matcher.equal(Labels.NAME, metric));
            store.select(ofMetric, Long.MIN_VALUE, Long.MAX_VALUE, () -> {}, series -> {
                names.apply(series.labels())
                        .filter(name -> !name.isEmpty() && name.startsWith(prefix))
                        .forEach(found::add);
                if (found.size() >= most || ++seen[0] >= Limit.COMPLETED_SERIES.value()) {
                    throw new EnoughException();
                }
            });
        } catch (EnoughException enough) {
            // The names found so far are the answer.
        }
        return found.stream().limit(most).toList();
    }
}
