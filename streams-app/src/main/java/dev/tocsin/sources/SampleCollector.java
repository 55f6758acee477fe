package dev.tocsin.sources;

import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.labels.LabelName;
import dev.tocsin.labels.Labels;
import dev.tocsin.limits.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects the valid samples of one record, and says what was left out of it. */
public final class SampleCollector {
    private static final int SAMPLE_BYTES = 160;
    private static final int LABEL_BYTES = 8;
    private static final int QUOTED = 100;

    private final DecodingBudget budget;
    private final List<SourceSample> samples = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private long warningCount;

    public SampleCollector() {
        this(new DecodingBudget());
    }

    public SampleCollector(DecodingBudget budget) {
        this.budget = budget;
    }

    /** Adds a float sample that is stored as it is. @param timeMs in milliseconds since 1970 */
    public void add(Map<String, String> labels, long timeMs, double value) {
        labelsOf(labels).ifPresent(valid -> add(SourceSample.of(valid, Sample.of(timeMs, value))));
    }

    /** Adds a sample. Its labels must come from {@link #labelsOf}, or from such labels by valid changes. */
    public void add(SourceSample sample) {
        budget.add(SAMPLE_BYTES + (long) LABEL_BYTES * sample.labels().size());
        samples.add(sample);
    }

    /** The labels of a series; empty, with a warning, if they are not valid. */
    public Optional<Labels> labelsOf(Map<String, String> labels) {
        var reason = rejection(labels);
        if (reason.isEmpty()) {
            return Optional.of(Labels.of(labels));
        }
        warn("series %s is left out: %s".formatted(quoted(labels.getOrDefault(Labels.NAME, "")), reason));
        return Optional.empty();
    }

    /**
     * Says that a part of the record is left out, and why.
     *
     * @throws RecordLimitException if too many parts are left out
     */
    public void warn(String warning) {
        warningCount++;
        if (warningCount > Limit.SOURCE_WRONG_PARTS.value()) {
            throw new RecordLimitException("more than %d of its parts are wrong; the first one: %s"
                    .formatted(Limit.SOURCE_WRONG_PARTS.value(), warnings.get(0)));
        }
        if (warnings.size() < Limit.SOURCE_WARNINGS.value()) {
            warnings.add(warning);
        }
    }

    /** The warnings in one text, for a record without any sample. */
    public String warnings() {
        return String.join("; ", allWarnings());
    }

    public boolean hasWarnings() {
        return warningCount > 0;
    }

    public boolean isEmpty() {
        return samples.isEmpty();
    }

    /**
     * Everything that was collected.
     *
     * @throws UndecodableRecordException if parts were left out and no sample remains
     */
    public DecodedRecord.Samples result() throws UndecodableRecordException {
        if (samples.isEmpty() && warningCount > 0) {
            throw new UndecodableRecordException(warnings());
        }
        return new DecodedRecord.Samples(samples, allWarnings());
    }

    private List<String> allWarnings() {
        var more = warningCount - warnings.size();
        if (more == 0) {
            return warnings;
        }
        var all = new ArrayList<>(warnings);
        all.add("%d more parts are left out".formatted(more));
        return all;
    }

    private static String rejection(Map<String, String> labels) {
        if (labels.getOrDefault(Labels.NAME, "").isEmpty()) {
            return "it has no metric name";
        }
        if (labels.size() > Limit.WRITE_LABELS.value()) {
            return "it has %d labels, but the maximum is %d".formatted(labels.size(), Limit.WRITE_LABELS.value());
        }
        var length = 0L;
        for (var label : labels.entrySet()) {
            if (!LabelName.isValid(label.getKey())) {
                return label.getKey().isEmpty()
                        ? "a label has no name"
                        : "the label name %s is not valid Unicode".formatted(quoted(label.getKey()));
            }
            if (!LabelName.isUnicode(label.getValue())) {
                return "the value of label %s is not valid Unicode".formatted(quoted(label.getKey()));
            }
            length += label.getKey().length() + label.getValue().length();
        }
        return length > Limit.LABEL_SET.value()
                ? "its labels have %d characters, but the maximum is %d".formatted(length, Limit.LABEL_SET.value())
                : "";
    }

    /** A text of the record for a message: in quotes, shortened. */
    public static String quoted(String text) {
        return "'" + (text.length() > QUOTED ? text.substring(0, QUOTED) + "..." : text) + "'";
    }
}
