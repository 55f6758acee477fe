package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.labels.LabelName;
import dev.tocsin.labels.LabelSize;
import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/** Reads a request to write samples: its good series, and what is wrong with the others. */
final class WriteRequest {
    private static final int MOST_PROBLEMS = 10;

    private final long latest;
    private final List<Written> series = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int problemCount;

    private WriteRequest(Instant latest) {
        this.latest = latest.toEpochMilli();
    }

    /**
     * @param latest samples of later times are refused
     * @throws IllegalArgumentException if the bytes are no request
     */
    static WriteRequest read(byte[] bytes, Instant latest) {
        var request = new WriteRequest(latest);
        var message = Message.of(bytes);
        while (message.hasNext()) {
            if (message.next() == 1) {
                request.series(message.message());
            } else {
                message.skip();
            }
        }
        return request;
    }

    /** Those that can be stored; none is empty. */
    List<Written> series() {
        return series;
    }

    /** What is wrong, for people: the first faults, and how many more there are. Empty if all is well. */
    String problems() {
        var more = problemCount - problems.size();
        return String.join("\n", problems) + (more > 0 ? "\n%d more of the kind".formatted(more) : "");
    }

    private void series(Message message) {
        var labels = new LinkedHashMap<String, String>();
        var samples = new ArrayList<Sample>();
        var faults = new ArrayList<String>();
        while (message.hasNext()) {
            switch (message.next()) {
                case 1 -> label(message.message(), labels, faults);
                case 2 -> samples.add(sample(message.message()));
                case 4 -> histogram(message.message(), samples, faults);
                default -> message.skip();
            }
        }
        var checked = checked(Labels.of(labels), faults);
        samples.removeIf(sample -> isTooLate(sample, checked));
        if (!faults.isEmpty()) {
            found("series %s is not taken: %s".formatted(shortened(checked), faults.get(0)));
        } else if (!samples.isEmpty()) {
            samples.sort(Comparator.comparingLong(Sample::time));
            series.add(new Written(checked, samples));
        }
    }

    private static void label(Message message, LinkedHashMap<String, String> labels, List<String> faults) {
        var name = "";
        var value = "";
        while (message.hasNext()) {
            switch (message.next()) {
                case 1 -> name = message.text();
                case 2 -> value = message.text();
                default -> message.skip();
            }
        }
        if (!LabelName.isValid(name)) {
            faults.add("a label has no name");
        } else if (labels.put(name, value) != null) {
            faults.add("label '%s' is there twice".formatted(name));
        }
    }

    private static Labels checked(Labels labels, List<String> faults) {
        if (!labels.has(Labels.NAME)) {
            faults.add("it has no name (label __name__)");
        }
        try {
            return LabelSize.bounded(labels);
        } catch (IllegalArgumentException e) {
            faults.add(e.getMessage());
            return Labels.EMPTY;
        }
    }

    private static Sample sample(Message message) {
        var value = 0.0;
        var time = 0L;
        while (message.hasNext()) {
            switch (message.next()) {
                case 1 -> value = message.number();
                case 2 -> time = message.varint();
                default -> message.skip();
            }
        }
        return Sample.of(time, value);
    }

    private static void histogram(Message message, List<Sample> samples, List<String> faults) {
        try {
            samples.add(HistogramMessage.read(message));
        } catch (IllegalArgumentException | ArithmeticException e) {
            faults.add("a histogram can not be used: " + e.getMessage());
        }
    }

    private boolean isTooLate(Sample sample, Labels labels) {
        if (sample.time() <= latest) {
            return false;
        }
        found("a sample of %s is not taken: its timestamp, %d, is too far in the future"
                .formatted(shortened(labels), sample.time()));
        return true;
    }

    private void found(String problem) {
        problemCount++;
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(problem);
        }
    }

    private static String shortened(Labels labels) {
        var text = labels.toString();
        return text.length() > 200 ? text.substring(0, 200) + "..." : text;
    }
}
