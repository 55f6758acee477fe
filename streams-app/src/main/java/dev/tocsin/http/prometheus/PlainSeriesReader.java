package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.remotewrite.MetadataReader;
import dev.tocsin.evaluation.remotewrite.ProtobufReader;
import dev.tocsin.evaluation.remotewrite.SymbolTable;
import dev.tocsin.evaluation.remotewrite.WriteVersion;
import dev.tocsin.evaluation.samples.SampleWindow;
import dev.tocsin.kafka.codec.EncodedSeries;
import dev.tocsin.kafka.codec.SampleEncoder;
import dev.tocsin.labels.Labels;
import dev.tocsin.limits.Limit;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Encodes valid series in the form in which Prometheus sends them, without an object for each label and sample: labels of
 * ASCII in ascending order, float samples in order of time and in the window, no exemplars. {@link WriteRequest} reads all
 * others.
 */
class PlainSeriesReader {
    private static final byte[] METRIC_NAME = Labels.NAME.getBytes(StandardCharsets.US_ASCII);
    private static final int RANGE = 4;

    private final byte[] bytes;
    private final WriteVersion version;
    private final SymbolTable symbols;
    private final SampleWindow window;
    private final SampleEncoder encoder = new SampleEncoder();
    private final LongConsumer references = this::addReference;

    /** For each label the indices of its name and of its value: from, to, from, to. */
    private int[] ranges = new int[RANGE * 32];

    private final SampleArrays samples = new SampleArrays();
    private int labelCount;
    private long characters;
    /** The label that has the metric name; -1 if none was read. */
    private int nameLabel;

    /** The reference to the name of a label of version 2 whose value has not come yet; -1 if there is none. */
    private long pendingName;

    private boolean isPlain;
    private MetadataReader metadata;

    /** @param bytes the request, whose messages are read */
    PlainSeriesReader(byte[] bytes, WriteVersion version, SymbolTable symbols, SampleWindow window) {
        this.bytes = bytes;
        this.version = version;
        this.symbols = symbols;
        this.window = window;
    }

    /** Returns whether the series has that form. */
    boolean read(ProtobufReader message) {
        samples.clear();
        labelCount = 0;
        characters = 0;
        nameLabel = -1;
        pendingName = -1;
        isPlain = true;
        metadata = null;
        try {
            while (isPlain && message.hasNextField()) {
                readField(message.nextField(), message);
            }
        } catch (IllegalArgumentException notValid) {
            return false;
        }
        return isPlain
                && pendingName < 0
                && nameLabel >= 0
                && characters <= Limit.LABEL_SET.value()
                && (version == WriteVersion.V1 || samples.size() > 0);
    }

    private void readField(int field, ProtobufReader message) {
        if (field == WriteVersion.LABELS) {
            readLabels(message);
        } else if (field == WriteVersion.SAMPLES) {
            isPlain = readSample(message.readMessage());
        } else if (field == version.histograms()
                || field == version.exemplars()
                || version == WriteVersion.V2 && field == WriteVersion.CREATED) {
            isPlain = false;
        } else if (version == WriteVersion.V2 && field == WriteVersion.METADATA_V2) {
            metadata = MetadataReader.ofSeries(message.readMessage());
        } else {
            message.skipField();
        }
    }

    int labelCount() {
        return labelCount;
    }

    int sampleCount() {
        return samples.size();
    }

    /** The metadata of the series that was read last; null if it has none. */
    MetadataReader metadata() {
        return metadata;
    }

    /** The metric name of the series that was read last. */
    String metricName() {
        var label = nameLabel * RANGE;
        return new String(bytes, ranges[label + 2], ranges[label + 3] - ranges[label + 2], StandardCharsets.US_ASCII);
    }

    /** Returns the series that was read last. */
    EncodedSeries encoded() {
        encoder.startSeries(labelCount);
        for (var i = 0; i < labelCount * RANGE; i += RANGE) {
            encoder.addLabel(bytes, ranges[i], ranges[i + 1], ranges[i + 2], ranges[i + 3]);
        }
        samples.encode(encoder);
        return encoder.endSeries(List.of());
    }

    private void readLabels(ProtobufReader message) {
        if (version == WriteVersion.V1) {
            isPlain = readLabel(message.readMessage());
        } else {
            message.forEachVarint(references);
        }
    }

    private void addReference(long reference) {
        if (!isPlain || !symbols.has(reference)) {
            isPlain = false;
        } else if (pendingName < 0) {
            pendingName = reference;
        } else {
            var name = (int) pendingName;
            var value = (int) reference;
            isPlain = add(symbols.from(name), symbols.to(name), symbols.from(value), symbols.to(value));
            pendingName = -1;
        }
    }

    private boolean readLabel(ProtobufReader label) {
        if (!label.hasNextField() || label.nextField() != 1) {
            return false;
        }
        var nameLength = label.readBytes();
        var nameTo = label.position();
        if (!label.hasNextField() || label.nextField() != 2) {
            return false;
        }
        var valueLength = label.readBytes();
        var valueTo = label.position();
        return !label.hasNextField() && add(nameTo - nameLength, nameTo, valueTo - valueLength, valueTo);
    }

    /** Returns whether the label has the plain form, and comes after the one before. */
    private boolean add(int nameFrom, int nameTo, int valueFrom, int valueTo) {
        if (labelCount == Limit.WRITE_LABELS.value()
                || nameFrom == nameTo
                || valueFrom == valueTo
                || !isAscii(nameFrom, nameTo)
                || !isAscii(valueFrom, valueTo)
                || !isAfterLastName(nameFrom, nameTo)) {
            return false;
        }
        if (Arrays.equals(bytes, nameFrom, nameTo, METRIC_NAME, 0, METRIC_NAME.length)) {
            nameLabel = labelCount;
        }
        characters += nameTo - nameFrom + valueTo - valueFrom;
        var i = labelCount++ * RANGE;
        if (i == ranges.length) {
            ranges = Arrays.copyOf(ranges, 2 * i);
        }
        ranges[i] = nameFrom;
        ranges[i + 1] = nameTo;
        ranges[i + 2] = valueFrom;
        ranges[i + 3] = valueTo;
        return true;
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
        var start = 0L;
        while (sample.hasNextField()) {
            switch (sample.nextField()) {
                case 1 -> value = sample.readDouble();
                case 2 -> time = sample.readVarint();
                case 3 -> start = sample.readVarint();
                default -> sample.skipField();
            }
        }
        return samples.size() < Limit.WRITE_SAMPLES.value()
                && window.accepts(time)
                && samples.addInOrder(time, value, start);
    }
}
