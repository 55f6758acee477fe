package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.remotewrite.ProtobufReader;
import dev.tocsin.evaluation.samples.SampleWindow;
import dev.tocsin.kafka.codec.EncodedSeries;
import dev.tocsin.kafka.codec.SampleEncoder;
import dev.tocsin.labels.Labels;
import dev.tocsin.limits.Limit;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Encodes valid series in the form in which Prometheus sends them, without an object for each label and sample: labels of
 * ASCII in ascending order, float samples in order of time and in the window. {@link WriteRequest} reads all others.
 */
class PlainSeriesReader {
    private static final byte[] METRIC_NAME = Labels.NAME.getBytes(StandardCharsets.US_ASCII);
    private static final int RANGE = 4;

    private final byte[] bytes;
    private final SampleWindow window;
    private final SampleEncoder encoder = new SampleEncoder();

    /** For each label the indices of its name and of its value: from, to, from, to. */
    private int[] ranges = new int[RANGE * 32];

    private long[] times = new long[8];
    private double[] values = new double[8];
    private int labelCount;
    private int sampleCount;
    private boolean hasName;
    private int characters;

    /** @param bytes the request, whose messages are read */
    PlainSeriesReader(byte[] bytes, SampleWindow window) {
        this.bytes = bytes;
        this.window = window;
    }

    /** Returns whether the series has that form. */
    boolean read(ProtobufReader message) {
        labelCount = 0;
        sampleCount = 0;
        hasName = false;
        characters = 0;
        try {
            while (message.hasNextField()) {
                var isPlain = switch (message.nextField()) {
                    case 1 -> readLabel(message.readMessage());
                    case 2 -> readSample(message.readMessage());
                    case 4 -> false;
                    default -> {
                        message.skipField();
                        yield true;
                    }
                };
                if (!isPlain) {
                    return false;
                }
            }
        } catch (IllegalArgumentException notValid) {
            return false;
        }
        return hasName && characters <= Limit.LABEL_SET.value();
    }

    int labelCount() {
        return labelCount;
    }

    int sampleCount() {
        return sampleCount;
    }

    /** Returns the series that was read last. */
    EncodedSeries encoded() {
        encoder.startSeries(labelCount);
        for (var i = 0; i < labelCount * RANGE; i += RANGE) {
            encoder.addLabel(bytes, ranges[i], ranges[i + 1], ranges[i + 2], ranges[i + 3]);
        }
        encoder.startSamples(sampleCount);
        for (var i = 0; i < sampleCount; i++) {
            encoder.addSample(times[i], values[i], 0);
        }
        return encoder.endSeries(List.of());
    }

    private boolean readLabel(ProtobufReader label) {
        if (labelCount == Limit.WRITE_LABELS.value() || !label.hasNextField() || label.nextField() != 1) {
            return false;
        }
        var nameLength = label.readBytes();
        var nameTo = label.position();
        if (!label.hasNextField() || label.nextField() != 2) {
            return false;
        }
        var valueLength = label.readBytes();
        var valueTo = label.position();
        var isPlain = !label.hasNextField()
                && nameLength > 0
                && valueLength > 0
                && isAscii(nameTo - nameLength, nameTo)
                && isAscii(valueTo - valueLength, valueTo)
                && isAfterLastName(nameTo - nameLength, nameTo);
        if (isPlain) {
            hasName |= Arrays.equals(bytes, nameTo - nameLength, nameTo, METRIC_NAME, 0, METRIC_NAME.length);
            characters += nameLength + valueLength;
            add(nameTo - nameLength, nameTo, valueTo - valueLength, valueTo);
        }
        return isPlain;
    }

    private void add(int nameFrom, int nameTo, int valueFrom, int valueTo) {
        var i = labelCount++ * RANGE;
        if (i == ranges.length) {
            ranges = Arrays.copyOf(ranges, 2 * i);
        }
        ranges[i] = nameFrom;
        ranges[i + 1] = nameTo;
        ranges[i + 2] = valueFrom;
        ranges[i + 3] = valueTo;
    }

    private boolean isAfterLastName(int from, int to) {
        var last = (labelCount - 1) * RANGE;
        return labelCount == 0 || Arrays.compare(bytes, ranges[last], ranges[last + 1], bytes, from, to) < 0;
    }

    private boolean isAscii(int from, int to) {
        var all = 0;
        for (var i = from; i < to; i++) {
            all |= bytes[i];
        }
        return all >= 0;
    }

    private boolean readSample(ProtobufReader sample) {
        var value = 0.0;
        var time = 0L;
        while (sample.hasNextField()) {
            switch (sample.nextField()) {
                case 1 -> value = sample.readDouble();
                case 2 -> time = sample.readVarint();
                default -> sample.skipField();
            }
        }
        if (sampleCount == Limit.WRITE_SAMPLES.value()
                || !window.accepts(time)
                || sampleCount > 0 && time < times[sampleCount - 1]) {
            return false;
        }
        if (sampleCount == times.length) {
            times = Arrays.copyOf(times, 2 * sampleCount);
            values = Arrays.copyOf(values, 2 * sampleCount);
        }
        times[sampleCount] = time;
        values[sampleCount++] = value;
        return true;
    }
}
