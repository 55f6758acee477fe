package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.labels.LabelName;
import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/** Reads a remote write request: its valid series, and the problems of the others. */
final class WriteRequest {
    private static final int MAX_PROBLEMS = 10;

    private final long maxTime;
    private final List<TimeSeries> series = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int problemCount;

    private WriteRequest(Instant maxTime) {
        this.maxTime = maxTime.toEpochMilli();
    }

    /**
     * @param maxTime samples with a later time are rejected
     * @throws IllegalArgumentException if the bytes are not a request
     */
    static WriteRequest read(byte[] bytes, Instant maxTime) {
        var request = new WriteRequest(maxTime);
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

    /** Returns the valid series; each has samples. */
    List<TimeSeries> series() {
        return series;
    }

    /** Returns the first problems, one a line, and the number of further ones; empty if there are none. */
    String problems() {
        var more = problemCount - problems.size();
        return String.join("\n", problems) + (more > 0 ? "\n%d more problems".formatted(more) : "");
    }

    private void series(ProtobufReader message) {
        var labels = new LinkedHashMap<String, String>();
        var samples = new ArrayList<Sample>();
        var errors = new ArrayList<String>();
        while (message.hasNextField()) {
            switch (message.nextField()) {
                case 1 -> readLabel(message.readMessage(), labels, errors);
                case 2 -> samples.add(readSample(message.readMessage()));
                case 4 -> readHistogram(message.readMessage(), samples, errors);
                default -> message.skipField();
            }
        }
        var checked = validated(Labels.of(labels), errors);
        samples.removeIf(sample -> isTooFarInFuture(sample, checked));
        if (!errors.isEmpty()) {
            addProblem("series %s was rejected: %s".formatted(abbreviated(checked), errors.get(0)));
        } else if (!samples.isEmpty()) {
            samples.sort(Comparator.comparingLong(Sample::time));
            series.add(new TimeSeries(checked, samples));
        }
    }

    private static void readLabel(ProtobufReader message, LinkedHashMap<String, String> labels, List<String> errors) {
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
            errors.add("a label has no name");
        } else if (labels.put(name, value) != null) {
            errors.add("label '%s' occurs twice".formatted(name));
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
            errors.add("a histogram is not valid: " + e.getMessage());
        }
    }

    private boolean isTooFarInFuture(Sample sample, Labels labels) {
        if (sample.time() <= maxTime) {
            return false;
        }
        addProblem("a sample of %s was rejected: its timestamp, %d, is too far in the future"
                .formatted(abbreviated(labels), sample.time()));
        return true;
    }

    private void addProblem(String problem) {
        problemCount++;
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(problem);
        }
    }

    private static String abbreviated(Labels labels) {
        var text = labels.toString();
        return text.length() > 200 ? text.substring(0, 200) + "..." : text;
    }
}
