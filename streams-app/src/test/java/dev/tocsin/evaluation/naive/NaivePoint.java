package dev.tocsin.evaluation.naive;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An element of a vector. */
record NaivePoint(Map<String, String> labels, double value) {
    NaivePoint with(double other) {
        return new NaivePoint(labels, other);
    }

    NaivePoint withoutName() {
        return new NaivePoint(without(labels, "__name__"), value);
    }

    static Map<String, String> without(Map<String, String> labels, String name) {
        var rest = new TreeMap<>(labels);
        rest.remove(name);
        return rest;
    }

    /** Fails if two elements have the same labels, as Prometheus. */
    static List<NaivePoint> distinct(List<NaivePoint> points) {
        var seen = new HashSet<Map<String, String>>();
        for (var point : points) {
            if (!seen.add(point.labels())) {
                throw new NaiveEvaluationException("vector cannot contain metrics with the same labelset");
            }
        }
        return new ArrayList<>(points);
    }
}
