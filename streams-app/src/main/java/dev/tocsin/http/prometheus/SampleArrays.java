package dev.tocsin.http.prometheus;

import dev.tocsin.kafka.codec.SampleEncoder;
import java.util.Arrays;

/** The float samples of one series, without an object for each. Used again for the next series. */
final class SampleArrays {
    private long[] times = new long[8];
    private double[] values = new double[8];
    private long[] starts = new long[8];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    /** Returns whether the sample was added: not if it is older than the one before. */
    boolean addInOrder(long time, double value, long start) {
        if (size > 0 && time < times[size - 1]) {
            return false;
        }
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
            starts = Arrays.copyOf(starts, 2 * size);
        }
        times[size] = time;
        values[size] = value;
        starts[size++] = start;
        return true;
    }

    void encode(SampleEncoder encoder) {
        encoder.startSamples(size);
        for (var i = 0; i < size; i++) {
            encoder.addSample(times[i], values[i], starts[i]);
        }
    }
}
