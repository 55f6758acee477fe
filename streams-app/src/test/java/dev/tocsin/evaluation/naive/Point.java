package dev.tocsin.evaluation.naive;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An element of a vector. */
record Point(Map<String, String> labels, double value) {
    Point with(double other) {
        return new Point(labels, other);
    }

    Point withoutName() {
        return new Point(without(labels, "__name__"), value);
    }

    static Map<String, String> without(Map<String, String> labels, String name) {
        var rest = new TreeMap<>(labels);
        rest.remove(name);
        return rest;
    }

    /** Fails, as Prometheus does, if two have the same labels. */
    static List<Point> distinct(List<Point> points) {
        var seen = new HashSet<Map<String, String>>();
        for (var point : points) {
            if (!seen.add(point.labels())) {
                throw new NaiveFailure("vector cannot contain metrics with the same labelset");
            }
        }
        return new ArrayList<>(points);
    }
}
