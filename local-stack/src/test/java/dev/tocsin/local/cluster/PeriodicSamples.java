package dev.tocsin.local.cluster;

import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.kafka.log.TopicWriter;
import dev.tocsin.labels.Labels;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Writes the current value of each series periodically, like an agent. */
final class PeriodicSamples implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 500;

    private final TopicWriter log;
    private final InstantSource clock = InstantSource.system();
    private final Map<Labels, Double> values = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    PeriodicSamples(TopicWriter log) {
        this.log = log;
    }

    void start() {
        timer.scheduleAtFixedRate(() -> write(values), INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Sets the value of series. Returns when the first samples are in the topic. */
    void set(double value, Labels... series) {
        for (var one : series) {
            values.put(one, value);
        }
        write(values);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    // Synchronized, so that the samples of a series stay in order.
    private synchronized void write(Map<Labels, Double> current) {
        var at = clock.millis();
        var tracks = current.entrySet().stream()
                .map(entry -> TimeSeries.of(entry.getKey(), at, entry.getValue()))
                .toList();
        if (!tracks.isEmpty()) {
            log.append(SampleBatch.of(tracks)).join();
        }
    }
}
