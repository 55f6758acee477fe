package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.remotewrite.ReadSeries;
import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The problems of a remote write request. Only the first are shown, because a request could have hundreds of thousands; all
 * are counted.
 */
final class WriteProblems {
    private static final int MAX_PROBLEMS = 10;
    private static final int MAX_LABELS = 200;
    private static final String INVALID = "INVALID";

    private final Map<String, Integer> rejected = new TreeMap<>();
    private final List<String> first = new ArrayList<>();
    private int count;

    /** A series was rejected with all its samples. */
    void addSeries(ReadSeries series) {
        var samples = series.floats().size() + series.histograms().size();
        rejected.merge(INVALID, Math.max(1, samples), Integer::sum);
        add(() -> "series %s was rejected: %s".formatted(abbreviated(series.labels()), series.problem()));
    }

    /** Exemplars of a series were rejected, if it has such. @param outside the number of those whose times are not accepted */
    void addExemplars(ReadSeries series, int outside) {
        if (!series.exemplarProblem().isEmpty()) {
            add(() -> "an exemplar of %s was rejected: %s"
                    .formatted(abbreviated(series.labels()), series.exemplarProblem()));
        }
        if (outside > 0) {
            add(() -> "%d exemplars of %s were rejected: they are too old, or too far in the future"
                    .formatted(outside, abbreviated(series.labels())));
        }
    }

    /** A sample was rejected because of its time. */
    void addSample(ReadSeries series, String reason, Supplier<String> description) {
        rejected.merge(reason, 1, Integer::sum);
        add(() -> "a sample of %s was rejected: its timestamp, %s"
                .formatted(abbreviated(series.labels()), description.get()));
    }

    private void add(Supplier<String> problem) {
        count++;
        if (first.size() < MAX_PROBLEMS) {
            first.add(problem.get());
        }
    }

    /** Returns the number of rejected samples by reason. */
    Map<String, Integer> rejected() {
        return rejected;
    }

    /** Returns the first problems, one a line, and the numbers of all by reason; empty if there are none. */
    String text() {
        if (first.isEmpty()) {
            return "";
        }
        var more = count - first.size();
        var counts = rejected.entrySet().stream()
                .map(entry -> entry.getKey().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        return String.join("\n", first)
                + (more > 0 ? "\n%d more problems".formatted(more) : "")
                + (counts.isEmpty() ? "" : "\nrejected samples: " + counts);
    }

    private static String abbreviated(Labels labels) {
        var text = labels.toString();
        return text.length() > MAX_LABELS ? text.substring(0, MAX_LABELS) + "..." : text;
    }
}
