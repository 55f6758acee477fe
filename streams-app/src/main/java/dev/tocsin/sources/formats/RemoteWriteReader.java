package dev.tocsin.sources.formats;

import dev.tocsin.evaluation.remotewrite.HistogramReader;
import dev.tocsin.evaluation.remotewrite.ProtobufReader;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.labels.Labels;
import dev.tocsin.sources.DecodingBudget;
import dev.tocsin.sources.SampleCollector;
import dev.tocsin.sources.SourceSample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads requests of remote write 1.0 and 2.0. Exemplars and metadata are dropped.
 *
 * @see <a href="https://prometheus.io/docs/specs/prw/remote_write_spec_2_0/">Remote-Write 2.0</a>
 */
final class RemoteWriteReader {
    private final DecodingBudget budget = new DecodingBudget();
    private final SampleCollector collector = new SampleCollector(budget);
    private final Map<String, String> addedLabels;

    /** @param addedLabels labels that every series gets */
    RemoteWriteReader(Map<String, String> addedLabels) {
        this.addedLabels = addedLabels;
    }

    SampleCollector collector() {
        return collector;
    }

    /** Whether a request is of version 2: the numbers of its fields differ from those of version 1. */
    static boolean isVersion2(byte[] request) {
        var message = ProtobufReader.of(request);
        return message.hasNextField() && message.nextField() >= 4;
    }

    /** @throws IllegalArgumentException if the bytes are no request of version 1 */
    void readVersion1(byte[] request) {
        for (var message = ProtobufReader.of(request); message.hasNextField(); ) {
            if (message.nextField() == 1) {
                new SeriesReader().read(message.readMessage());
            } else {
                message.skipField();
            }
        }
    }

    /** @throws IllegalArgumentException if the bytes are no request of version 2 */
    void readVersion2(byte[] request) {
        var symbols = symbols(ProtobufReader.of(request));
        for (var message = ProtobufReader.of(request); message.hasNextField(); ) {
            if (message.nextField() == 5) {
                new SeriesReader().read(message.readMessage(), symbols);
            } else {
                message.skipField();
            }
        }
    }

    private List<String> symbols(ProtobufReader message) {
        var symbols = new ArrayList<String>();
        while (message.hasNextField()) {
            if (message.nextField() == 4) {
                var symbol = message.readString();
                budget.addObjects(1);
                budget.add(symbol.length());
                symbols.add(symbol);
            } else {
                message.skipField();
            }
        }
        return symbols;
    }

    /** Reads one series. */
    private final class SeriesReader {
        private final Map<String, String> labels = new LinkedHashMap<>();
        private final List<Sample> samples = new ArrayList<>();
        private String error = "";
        private long createdMs;
        private String pendingName;

        void read(ProtobufReader message) {
            while (message.hasNextField()) {
                switch (message.nextField()) {
                    case 1 -> label(message.readMessage());
                    case 2 -> sample(message.readMessage());
                    case 4 -> histogram(message.readMessage());
                    // Mimir has the start timestamp here; the standard does not use the number.
                    case 6 -> createdMs = message.readVarint();
                    default -> message.skipField();
                }
            }
            end();
        }

        void read(ProtobufReader message, List<String> symbols) {
            while (message.hasNextField()) {
                switch (message.nextField()) {
                    case 1 -> message.forEachVarint(reference -> reference(reference, symbols));
                    case 2 -> sample(message.readMessage());
                    case 3 -> histogram(message.readMessage());
                    case 6 -> createdMs = message.readVarint();
                    default -> message.skipField();
                }
            }
            if (pendingName != null) {
                fail("the last label has no value");
            }
            end();
        }

        private void reference(long reference, List<String> symbols) {
            if (reference < 0 || reference >= symbols.size()) {
                throw new IllegalArgumentException(
                        "a label refers to symbol %d of %d".formatted(reference, symbols.size()));
            }
            var symbol = symbols.get((int) reference);
            if (pendingName == null) {
                pendingName = symbol;
            } else {
                put(pendingName, symbol);
                pendingName = null;
            }
        }

        private void label(ProtobufReader message) {
            var name = "";
            var value = "";
            while (message.hasNextField()) {
                switch (message.nextField()) {
                    case 1 -> name = message.readString();
                    case 2 -> value = message.readString();
                    default -> message.skipField();
                }
            }
            budget.add(name.length() + value.length());
            put(name, value);
        }

        private void put(String name, String value) {
            budget.addObjects(3);
            if (labels.put(name, value) != null) {
                fail("label %s occurs twice".formatted(SampleCollector.quoted(name)));
            }
        }

        private void sample(ProtobufReader message) {
            budget.addObjects(1);
            var value = 0.0;
            var time = 0L;
            var start = 0L;
            while (message.hasNextField()) {
                switch (message.nextField()) {
                    case 1 -> value = message.readDouble();
                    case 2 -> time = message.readVarint();
                    case 3 -> start = message.readVarint();
                    default -> message.skipField();
                }
            }
            samples.add(Sample.of(time, value).withStartTimestamp(start));
        }

        private void histogram(ProtobufReader message) {
            budget.addObjects(8);
            try {
                samples.add(HistogramReader.read(message));
            } catch (IllegalArgumentException | ArithmeticException e) {
                fail("a histogram is not valid: " + e.getMessage());
            }
        }

        private void fail(String reason) {
            error = error.isEmpty() ? reason : error;
        }

        private void end() {
            labels.putAll(addedLabels);
            if (!error.isEmpty()) {
                collector.warn("series %s is left out: %s"
                        .formatted(SampleCollector.quoted(labels.getOrDefault(Labels.NAME, "")), error));
                return;
            }
            if (samples.isEmpty()) {
                return;
            }
            collector
                    .labelsOf(labels)
                    .ifPresent(valid -> samples.forEach(sample -> {
                        var start = sample.startTimestamp() == 0 ? createdMs : sample.startTimestamp();
                        var hasStart = start > 0 && start < sample.time();
                        collector.add(SourceSample.of(valid, sample.withStartTimestamp(hasStart ? start : 0)));
                    }));
        }
    }
}
