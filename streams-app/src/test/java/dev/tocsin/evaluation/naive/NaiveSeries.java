package dev.tocsin.evaluation.naive;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A series, or the part of one that lies in a window: labels and values by time. */
record NaiveSeries(Map<String, String> labels, NavigableMap<Long, Double> samples) {
    static NaiveSeries of(Map<String, String> labels) {
        return new NaiveSeries(new TreeMap<>(labels), new TreeMap<>());
    }
}
