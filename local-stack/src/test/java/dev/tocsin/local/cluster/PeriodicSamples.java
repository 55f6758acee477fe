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

/** An agent: writes the present value of each of its series again and again, as real ones do. */
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

    /** From now on these series have a value. Done once the first samples of it are in the topic. */
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

    // One at a time, or a series would get its samples out of order.
    private synchronized void write(Map<Labels, Double> present) {
        var at = clock.millis();
        var tracks = present.entrySet().stream()
                .map(entry -> TimeSeries.of(entry.getKey(), at, entry.getValue()))
                .toList();
        if (!tracks.isEmpty()) {
            log.append(SampleBatch.of(tracks)).join();
        }
    }
}
