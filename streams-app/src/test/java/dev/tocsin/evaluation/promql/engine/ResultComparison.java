package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.rules.unittest.SeriesDescription;
import dev.tocsin.evaluation.rules.unittest.TestValue;
import dev.tocsin.evaluation.samples.BucketCounts;
import dev.tocsin.evaluation.samples.Series;
import dev.tocsin.evaluation.samples.StaleMarker;
import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Compares expected with actual results, with the tolerance of Prometheus's own tests. */
final class ResultComparison {
    private static final double EPSILON = 1e-6;

    private ResultComparison() {}

    /** An expected or actual element of a vector. */
    record Element(Labels labels, TestValue item) {}

    static boolean isSame(TestValue expected, TestValue actual) {
        if (expected.histogram().isEmpty() || actual.histogram().isEmpty()) {
            return expected.histogram().isEmpty()
                    && actual.histogram().isEmpty()
                    && isSame(expected.value(), actual.value());
        }
        var wanted = expected.histogram().get();
        var found = actual.histogram().get();
        return (!expected.checksResetHint() || wanted.resetHint() == found.resetHint())
                && wanted.layout().equals(found.layout())
                && isSame(wanted.count(), found.count())
                && isSame(wanted.sum(), found.sum())
                && isSame(wanted.zeroCount(), found.zeroCount())
                && isSame(wanted.positive(), found.positive())
                && isSame(wanted.negative(), found.negative());
    }

    private static boolean isSame(BucketCounts expected, BucketCounts actual) {
        return expected.size() == actual.size()
                && IntStream.range(0, expected.size())
                        .allMatch(i ->
                                expected.index(i) == actual.index(i) && isSame(expected.count(i), actual.count(i)));
    }

    static boolean isSame(double expected, double actual) {
        if (StaleMarker.is(expected) || StaleMarker.is(actual)) {
            return StaleMarker.is(expected) && StaleMarker.is(actual);
        }
        if (Double.isNaN(expected) || Double.isNaN(actual)) {
            return Double.isNaN(expected) && Double.isNaN(actual);
        }
        if (expected == actual) {
            return true;
        }
        var sum = Math.abs(expected) + Math.abs(actual);
        var difference = Math.abs(expected - actual);
        return expected == 0 || actual == 0 || sum < Double.MIN_NORMAL
                ? difference < EPSILON * Double.MIN_NORMAL
                : difference / Math.min(sum, Double.MAX_VALUE) < EPSILON;
    }

    static List<String> vector(List<Element> expected, List<Element> actual, boolean isOrdered) {
        if (isOrdered) {
            var problems = values("", items(expected), items(actual));
            if (!labels(expected).equals(labels(actual))) {
                problems.add("expected the order %s, got %s".formatted(labels(expected), labels(actual)));
            }
            return problems;
        }
        var byLabels = Comparator.comparing(Element::labels);
        var problems = new ArrayList<String>();
        if (!labels(expected).stream()
                .sorted()
                .toList()
                .equals(labels(actual).stream().sorted().toList())) {
            problems.add("expected %s, got %s".formatted(expected, actual));
            return problems;
        }
        return values(
                "",
                items(expected.stream().sorted(byLabels).toList()),
                items(actual.stream().sorted(byLabels).toList()));
    }

    static List<String> matrix(List<SeriesDescription> expected, long start, long step, List<Series> actual) {
        var problems = new ArrayList<String>();
        var sorted = actual.stream().map(Series::labels).sorted().toList();
        if (!sorted.equals(actual.stream().map(Series::labels).toList())) {
            problems.add("not ordered by labels");
        }
        var wanted = new LinkedHashMap<Labels, Map<Long, TestValue>>();
        for (var one : expected) {
            var points = new LinkedHashMap<Long, TestValue>();
            for (var i = 0; i < one.values().size(); i++) {
                var time = start + i * step;
                one.values().get(i).ifPresent(value -> points.put(time, value));
            }
            wanted.put(one.labels(), points);
        }
        wanted.values().removeIf(Map::isEmpty);
        if (!wanted.keySet().stream().sorted().toList().equals(sorted)) {
            problems.add("expected the series %s, got %s".formatted(wanted.keySet(), sorted));
            return problems;
        }
        actual.forEach(series -> problems.addAll(points(series, wanted.get(series.labels()))));
        return problems;
    }

    private static List<String> points(Series series, Map<Long, TestValue> wanted) {
        var points = new LinkedHashMap<Long, TestValue>();
        for (var i = series.from(); i < series.to(); i++) {
            points.put(series.times()[i], TestValue.of(series, i));
        }
        if (!points.keySet().equals(wanted.keySet())) {
            return List.of("%s: expected %s, got %s".formatted(series.labels(), wanted, points));
        }
        return values(series.labels().toString(), List.copyOf(wanted.values()), List.copyOf(points.values()));
    }

    private static List<String> values(String prefix, List<TestValue> expected, List<TestValue> actual) {
        var problems = new ArrayList<String>();
        for (var i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            if (!isSame(expected.get(i), actual.get(i))) {
                problems.add("%s: expected %s, got %s".formatted(prefix, expected, actual));
                return problems;
            }
        }
        return problems;
    }

    private static List<TestValue> items(List<Element> elements) {
        return elements.stream().map(Element::item).toList();
    }

    private static List<Labels> labels(List<Element> elements) {
        return elements.stream().map(Element::labels).toList();
    }
}
