package dev.tocsin.evaluation.naive;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A series, or its part in a window. The samples are values by time in milliseconds. */
record NaiveSeries(Map<String, String> labels, NavigableMap<Long, Double> samples) {
    static NaiveSeries of(Map<String, String> labels) {
        return new NaiveSeries(new TreeMap<>(labels), new TreeMap<>());
    }
}
