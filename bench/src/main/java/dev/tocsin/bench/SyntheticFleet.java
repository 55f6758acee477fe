package dev.tocsin.bench;

import dev.tocsin.evaluation.samples.BucketCounts;
import dev.tocsin.evaluation.samples.BucketLayout;
import dev.tocsin.evaluation.samples.CounterResetHint;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Test data: services with five instances each and twenty series per instance: gauges, counters and a classic histogram.
 * Values are functions of series and time. One service in fifty has errors, one instance in a hundred is down.
 */
record SyntheticFleet(int services) {
    static final int INSTANCES = 5;
    static final int SERIES_PER_SERVICE = 100;
    static final long INTERVAL_MILLIS = 15_000;

    private static final double[] BOUNDS = {0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, Double.POSITIVE_INFINITY};
    private static final double[] FAST_BUCKET_RATIOS = {.30, .60, .85, .95, .99, .998, .9999, 1};
    private static final double[] SLOW_BUCKET_RATIOS = {.05, .15, .40, .60, .75, .92, .99, 1};

    /** The value of a series at a time in seconds. */
    interface ValueFunction {
        double at(double seconds);
    }

    record GeneratedSeries(Labels labels, ValueFunction curve) {}

    static SyntheticFleet ofSeries(int series) {
        return new SyntheticFleet(series / SERIES_PER_SERVICE);
    }

    static String service(int number) {
        return "svc%05d".formatted(number);
    }

    List<GeneratedSeries> series() {
        var all = new ArrayList<GeneratedSeries>(services * SERIES_PER_SERVICE);
        for (var service = 0; service < services; service++) {
            for (var instance = 0; instance < INSTANCES; instance++) {
                new ServiceInstance(service, instance, all).add();
            }
        }
        return all;
    }

    /** Appends {@code samples} samples of each series. @return the time of the last sample, in milliseconds */
    long fill(SeriesStore store, int samples) {
        var all = series();
        for (var i = 0; i < samples; i++) {
            for (var one : all) {
                store.append(one.labels(), i * INTERVAL_MILLIS, one.curve().at(i * INTERVAL_MILLIS / 1e3));
            }
        }
        return (samples - 1) * INTERVAL_MILLIS;
    }

    /** Appends native histograms: ten series per service, {@code samples} samples each. */
    void fillNative(SeriesStore store, int samples) {
        for (var i = 0; i < samples; i++) {
            for (var number = 0; number < services * SERIES_PER_SERVICE / 10; number++) {
                var labels = new LinkedHashMap<>(host(number / 10, number % 10));
                labels.put(Labels.NAME, "request_duration_seconds");
                store.append(Labels.of(labels), Sample.of(i * INTERVAL_MILLIS, histogramAt(number, i)));
            }
        }
    }

    private static Histogram histogramAt(int number, int time) {
        var counts = new double[20];
        var sum = 0.0;
        for (var i = 0; i < counts.length; i++) {
            counts[i] = Math.floor((time + 1) * (20 + number % 80) * 15 * Math.exp(-Math.pow((i - 9) / 4.0, 2)));
            sum += counts[i];
        }
        return new Histogram(
                BucketLayout.exponential(1, 1e-128),
                0,
                sum,
                sum * 0.12,
                BucketCounts.ofContiguous(-12, counts),
                BucketCounts.NONE,
                CounterResetHint.UNKNOWN);
    }

    private static Map<String, String> host(int service, int instance) {
        return Map.of(
                "job",
                "api",
                "cluster",
                "eu" + service % 3,
                "namespace",
                "ns" + service % 40,
                "service",
                service(service),
                "instance",
                "10.%d.%d.%d:9100".formatted(service / 250 % 250, service % 250, instance + 1));
    }

    /** The series of one instance. */
    private record ServiceInstance(int service, int instance, List<GeneratedSeries> all) {
        void add() {
            var n = service * 7 + instance;
            var isBad = service % 50 == 7;
            wave("cpu_usage_ratio", isBad ? .96 : .4 + n % 30 / 100.0, isBad ? .02 : .1);
            wave("mem_used_bytes", 6e9 + n % 13 * 1e8, 3e8);
            add("fs_size_bytes", seconds -> 1e11);
            if (isBad) {
                add("fs_avail_bytes", seconds -> 3e10 - 4e6 * (seconds % 7200));
            } else {
                wave("fs_avail_bytes", 5e10, 1e9);
            }
            add("up", seconds -> n % 100 == 3 ? 0 : 1);
            add("build_info", seconds -> 1, "version", "v%d.%d".formatted(service % 9, instance % 2));
            wave("queue_length", 40 + n % 50, 30);
            var rate = 20 + n % 80;
            counter("http_requests_total", rate * (isBad ? .90 : .985), "code", "200");
            counter("http_requests_total", rate * (isBad ? .02 : .012), "code", "404");
            counter("http_requests_total", rate * (isBad ? .08 : .003), "code", "500");
            for (var i = 0; i < BOUNDS.length; i++) {
                var bound = Double.isInfinite(BOUNDS[i]) ? "+Inf" : Double.toString(BOUNDS[i]);
                counter(
                        "http_request_duration_seconds_bucket",
                        rate * (isBad ? SLOW_BUCKET_RATIOS : FAST_BUCKET_RATIOS)[i],
                        "le",
                        bound);
            }
            counter("http_request_duration_seconds_sum", rate * (isBad ? .9 : .12));
            counter("http_request_duration_seconds_count", rate);
        }

        private void wave(String name, double middle, double height) {
            var phase = all.size();
            add(name, seconds -> middle + height * Math.sin((seconds * 2 + phase * 37) % 512 * 2 * Math.PI / 512));
        }

        private void counter(String name, double rate, String... more) {
            var first = 1e6 * rate + all.size() % 32;
            add(name, seconds -> Math.floor(rate * seconds + first), more);
        }

        private void add(String name, ValueFunction curve, String... more) {
            var labels = new LinkedHashMap<>(host(service, instance));
            labels.put(Labels.NAME, name);
            for (var i = 0; i < more.length; i += 2) {
                labels.put(more[i], more[i + 1]);
            }
            all.add(new GeneratedSeries(Labels.of(labels), curve));
        }
    }
}
