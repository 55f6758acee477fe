package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.remotewrite.HistogramReader;
import dev.tocsin.evaluation.remotewrite.ProtobufReader;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.SampleWindow;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.kafka.codec.EncodedSeries;
import dev.tocsin.kafka.codec.SampleEncoder;
import dev.tocsin.labels.LabelName;
import dev.tocsin.labels.Labels;
import dev.tocsin.limits.Limit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads a remote write request: its valid series, and the problems of the others. */
final class WriteRequest {
    private static final int MAX_PROBLEMS = 10;

    private static final String INVALID = "INVALID";

    /** Memory of a label with its two texts, of a series and of a sample, without the characters of the texts. */
    private static final int LABEL_BYTES = 160;

    private static final int SERIES_BYTES = 300;
    private static final int SAMPLE_BYTES = 48;

    private final SampleWindow window;
    private final LongConsumer memory;
    private final Map<String, Integer> rejected = new TreeMap<>();
    private final List<EncodedSeries> series = new ArrayList<>();
    private final PlainSeriesReader plain;
    private final SampleEncoder encoder = new SampleEncoder();
    private final List<String> problems = new ArrayList<>();
    private int problemCount;
    private int sampleCount;
    private int seriesCount;

    private WriteRequest(PlainSeriesReader plain, SampleWindow window, LongConsumer memory) {
        this.plain = plain;
        this.window = window;
        this.memory = memory;
    }

    /**
     * @param window samples with other times are rejected
     * @param memory called with the bytes that labels and samples need in memory, before they are read
     * @throws IllegalArgumentException if the bytes are not a request, or it has too many series or samples
     */
    static WriteRequest read(byte[] bytes, SampleWindow window, LongConsumer memory) {
        return read(bytes, new PlainSeriesReader(bytes, window), window, memory);
    }

    /** @param plain reads the series that it can read */
    static WriteRequest read(byte[] bytes, PlainSeriesReader plain, SampleWindow window, LongConsumer memory) {
        var request = new WriteRequest(plain, window, memory);
        var message = ProtobufReader.of(bytes);
        while (message.hasNextField()) {
            if (message.nextField() == 1) {
                request.series(message.readMessage());
            } else {
                message.skipField();
            }
        }
        return request;
    }

    /** Returns the valid series, encoded for the samples topic; each has samples. */
    List<EncodedSeries> series() {
        return series;
    }

    /** Returns the number of rejected samples by reason. */
    Map<String, Integer> rejected() {
        return rejected;
    }

    /** Returns the first problems, one a line, and the numbers of all by reason; empty if there are none. */
    String problems() {
        if (problems.isEmpty()) {
            return "";
        }
        var more = problemCount - problems.size();
        var counts = rejected.entrySet().stream()
                .map(entry -> entry.getKey().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        return String.join("\n", problems)
                + (more > 0 ? "\n%d more problems".formatted(more) : "")
                + (counts.isEmpty() ? "" : "\nrejected samples: " + counts);
    }

    private void series(ProtobufReader message) {
        countSeries();
        if (plain.read(message.copy())) {
            memory.accept((long) LABEL_BYTES * plain.labelCount());
            countSamples(plain.sampleCount());
            if (plain.sampleCount() > 0) {
                series.add(plain.encoded());
            }
        } else {
            anySeries(message);
        }
    }

    /** Reads a series of any form, and says what is wrong with it. */
    private void anySeries(ProtobufReader message) {
        var labels = new LinkedHashMap<String, String>();
        var samples = new ArrayList<Sample>();
        var errors = new ArrayList<String>();
        while (message.hasNextField()) {
            switch (message.nextField()) {
                case 1 -> readLabel(message.readMessage(), labels, errors);
                case 2 -> {
                    countSamples(1);
                    samples.add(readSample(message.readMessage()));
                }
                case 4 -> {
                    countSamples(1);
                    readHistogram(message.readMessage(), samples, errors);
                }
                default -> message.skipField();
            }
        }
        var checked = validated(Labels.of(labels), errors);
        if (!errors.isEmpty()) {
            rejected.merge(INVALID, Math.max(1, samples.size()), Integer::sum);
            addProblem(() -> "series %s was rejected: %s".formatted(abbreviated(checked), errors.get(0)));
            return;
        }
        samples.removeIf(sample -> isRejected(sample, checked));
        if (!samples.isEmpty()) {
            samples.sort(Comparator.comparingLong(Sample::time));
            series.add(encoder.encode(new TimeSeries(checked, samples)));
        }
    }

    private void readLabel(ProtobufReader message, LinkedHashMap<String, String> labels, List<String> errors) {
        if (labels.size() == Limit.WRITE_LABELS.value()) {
            addFirst(errors, () -> "it has more than %d labels, which is the limit".formatted(labels.size()));
            return;
        }
        memory.accept(LABEL_BYTES);
        var name = "";
        var value = "";
        while (message.hasNextField()) {
            switch (message.nextField()) {
                case 1 -> name = message.readString();
                case 2 -> value = message.readString();
                default -> message.skipField();
            }
        }
        if (!LabelName.isValid(name)) {
            addFirst(errors, () -> "a label has no name");
        } else if (labels.put(name, value) != null) {
            var twice = name;
            addFirst(errors, () -> "label '%s' occurs twice".formatted(abbreviated(twice)));
        }
    }

    // Only the first error is shown, and a request could have millions.
    private static void addFirst(List<String> errors, Supplier<String> error) {
        if (errors.isEmpty()) {
            errors.add(error.get());
        }
    }

    private static Labels validated(Labels labels, List<String> errors) {
        if (!labels.has(Labels.NAME)) {
            errors.add("it has no metric name (label __name__)");
        }
        try {
            return labels.requireWithinLimit();
        } catch (IllegalArgumentException e) {
            errors.add(e.getMessage());
            return Labels.EMPTY;
        }
    }

    private static Sample readSample(ProtobufReader message) {
        var value = 0.0;
        var time = 0L;
        while (message.hasNextField()) {
            switch (message.nextField()) {
                case 1 -> value = message.readDouble();
                case 2 -> time = message.readVarint();
                default -> message.skipField();
            }
        }
        return Sample.of(time, value);
    }

    private static void readHistogram(ProtobufReader message, List<Sample> samples, List<String> errors) {
        try {
            samples.add(HistogramReader.read(message));
        } catch (IllegalArgumentException | ArithmeticException e) {
            addFirst(errors, () -> "a histogram is not valid: " + e.getMessage());
        }
    }

    private void countSeries() {
        memory.accept(SERIES_BYTES);
        seriesCount++;
        if (seriesCount > Limit.WRITE_SERIES.value()) {
            throw new IllegalArgumentException("it has more than %d series, which is the limit; send less per request"
                    .formatted(Limit.WRITE_SERIES.value()));
        }
    }

    private void countSamples(int more) {
        memory.accept((long) SAMPLE_BYTES * more);
        sampleCount += more;
        if (sampleCount > Limit.WRITE_SAMPLES.value()) {
            throw new IllegalArgumentException("it has more than %d samples, which is the limit; send less per request"
                    .formatted(Limit.WRITE_SAMPLES.value()));
        }
    }

    private boolean isRejected(Sample sample, Labels labels) {
        var rejection = window.rejection(sample.time());
        if (rejection.isEmpty()) {
            return false;
        }
        rejected.merge(rejection.get().name(), 1, Integer::sum);
        addProblem(() -> "a sample of %s was rejected: its timestamp, %s"
                .formatted(abbreviated(labels), window.describe(sample.time())));
        return true;
    }

    // Only the first problems are shown, and a request could have hundreds of thousands.
    private void addProblem(Supplier<String> problem) {
        problemCount++;
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(problem.get());
        }
    }

    private static String abbreviated(Labels labels) {
        return abbreviated(labels.toString());
    }

    private static String abbreviated(String text) {
        return text.length() > 200 ? text.substring(0, 200) + "..." : text;
    }
}
