package dev.tocsin.evaluation.naive;

import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.evaluation.samples.StaleMarker;
import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Random series with gaps, counter resets, stale markers, duplicates, out-of-order samples, NaN and infinities. */
final class RandomSeries {
    static final long END = 900_000;
    static final String[] BOUNDS = {"0.5", "1", "2.5", "+Inf"};

    private final Random random;
    private final List<NaiveSeries> series = new ArrayList<>();

    RandomSeries(Random random) {
        this.random = random;
        for (var metric : List.of("a_total", "b", "c")) {
            for (var x : List.of("0", "1")) {
                for (var y : List.of("", "0", "1")) {
                    if (random.nextInt(3) > 0) {
                        add(metric, x, y);
                    }
                }
            }
        }
        for (var x : List.of("0", "1")) {
            histogram(x);
        }
    }

    /** The series for the naive evaluator, ordered by their labels as in a store. */
    List<NaiveSeries> all() {
        return series.stream()
                .sorted((one, other) -> Labels.of(one.labels()).compareTo(Labels.of(other.labels())))
                .toList();
    }

    /** A store with the same series. Some samples are appended out of order or twice. */
    SeriesStore store() {
        var store = new SeriesStore(1000);
        for (var one : series) {
            var labels = Labels.of(one.labels());
            var samples = new ArrayList<>(one.samples().entrySet());
            for (var i = 1; i < samples.size(); i++) {
                if (random.nextInt(20) == 0) {
                    Collections.swap(samples, i, i - 1);
                }
            }
            for (var sample : samples) {
                store.append(labels, sample.getKey(), sample.getValue());
                if (random.nextInt(20) == 0) {
                    store.append(labels, sample.getKey(), sample.getValue() + random.nextInt(2));
                }
            }
        }
        return store;
    }

    private void add(String metric, String x, String y) {
        var labels = new TreeMap<>(Map.of("__name__", metric, "x", x));
        if (!y.isEmpty()) {
            labels.put("y", y);
        }
        var one = NaiveSeries.of(labels);
        var value = (double) random.nextInt(5);
        for (var time : times()) {
            value = switch (metric) {
                case "a_total" -> random.nextInt(12) == 0 ? random.nextInt(3) : value + random.nextInt(10);
                case "b" -> random.nextInt(41) / 4.0 - 5;
                default -> special(random.nextInt(10) - 5);
            };
            one.samples().put(time, random.nextInt(25) == 0 ? StaleMarker.VALUE : value);
        }
        series.add(one);
    }

    private double special(double otherwise) {
        return switch (random.nextInt(20)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> Double.NEGATIVE_INFINITY;
            case 3 -> -0.0;
            default -> otherwise;
        };
    }

    private void histogram(String x) {
        var count = new double[BOUNDS.length];
        var own = new ArrayList<NaiveSeries>();
        for (var bound : BOUNDS) {
            own.add(NaiveSeries.of(Map.of("__name__", "h_bucket", "x", x, "le", bound)));
        }
        for (var time : times()) {
            var sum = 0;
            for (var i = 0; i < BOUNDS.length; i++) {
                sum += random.nextInt(4);
                count[i] += sum;
                if (random.nextInt(30) > 0) {
                    own.get(i).samples().put(time, count[i]);
                }
            }
        }
        series.addAll(own);
    }

    private List<Long> times() {
        var times = new ArrayList<Long>();
        var interval = 5_000 * (1 + random.nextInt(6));
        for (long time = random.nextInt(60_000); time < END; time += interval) {
            time += random.nextInt(15) == 0 ? random.nextInt(400_000) : 0;
            times.add(random.nextInt(3) == 0 ? time + random.nextInt(500) : time);
        }
        return times.stream().sorted().distinct().toList();
    }
}
