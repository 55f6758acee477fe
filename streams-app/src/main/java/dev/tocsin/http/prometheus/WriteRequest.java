package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.labels.LabelName;
import dev.tocsin.labels.LabelSizeLimit;
import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/** Reads a request to write samples: its good series, and what is wrong with the others. */
final class WriteRequest {
    private static final int MAX_PROBLEMS = 10;

    private final long maxTime;
    private final List<TimeSeries> series = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int problemCount;

    private WriteRequest(Instant latest) {
        this.maxTime = latest.toEpochMilli();
    }

    /**
     * @param latest samples of later times are refused
     * @throws IllegalArgumentException if the bytes are no request
     */
    static WriteRequest read(byte[] bytes, Instant latest) {
        var request = new WriteRequest(latest);
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

    /** Those that can be stored; none is empty. */
    List<TimeSeries> series() {
        return series;
    }

    /** What is wrong, for people: the first faults, and how many more there are. Empty if all is well. */
    String problems() {
        var more = problemCount - problems.size();
        return String.join("\n", problems) + (more > 0 ? "\n%d more of the kind".formatted(more) : "");
    }

    private void series(ProtobufReader message) {
        var labels = new LinkedHashMap<String, String>();
        var samples = new ArrayList<Sample>();
        var faults = new ArrayList<String>();
        while (message.hasNextField()) {
            switch (message.nextField()) {
                case 1 -> readLabel(message.readMessage(), labels, faults);
                case 2 -> samples.add(readSample(message.readMessage()));
                case 4 -> readHistogram(message.readMessage(), samples, faults);
                default -> message.skipField();
            }
        }
        var checked = validated(Labels.of(labels), faults);
        samples.removeIf(sample -> isTooFarInFuture(sample, checked));
        if (!faults.isEmpty()) {
            addProblem("series %s is not taken: %s".formatted(abbreviated(checked), faults.get(0)));
        } else if (!samples.isEmpty()) {
            samples.sort(Comparator.comparingLong(Sample::time));
            series.add(new TimeSeries(checked, samples));
        }
    }

    private static void readLabel(ProtobufReader message, LinkedHashMap<String, String> labels, List<String> faults) {
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
            faults.add("a label has no name");
        } else if (labels.put(name, value) != null) {
            faults.add("label '%s' is there twice".formatted(name));
        }
    }

    private static Labels validated(Labels labels, List<String> faults) {
        if (!labels.has(Labels.NAME)) {
            faults.add("it has no name (label __name__)");
        }
        try {
            return LabelSizeLimit.requireWithinLimit(labels);
        } catch (IllegalArgumentException e) {
            faults.add(e.getMessage());
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

    private static void readHistogram(ProtobufReader message, List<Sample> samples, List<String> faults) {
        try {
            samples.add(HistogramReader.read(message));
        } catch (IllegalArgumentException | ArithmeticException e) {
            faults.add("a histogram can not be used: " + e.getMessage());
        }
    }

    private boolean isTooFarInFuture(Sample sample, Labels labels) {
        if (sample.time() <= maxTime) {
            return false;
        }
        addProblem("a sample of %s is not taken: its timestamp, %d, is too far in the future"
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
