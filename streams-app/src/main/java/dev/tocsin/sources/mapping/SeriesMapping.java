package dev.tocsin.sources.mapping;

import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.labels.Labels;
import dev.tocsin.sources.Accumulation;
import dev.tocsin.sources.SourceSample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One sample of each record.
 *
 * @param metric name of the metric
 * @param value the value of a gauge, or the increase of a counter
 * @param labels by name, without the metric name
 */
public record SeriesMapping(
        FieldExpression metric, FieldExpression value, Map<String, FieldExpression> labels, Kind kind) {
    public SeriesMapping {
        labels = Map.copyOf(labels);
    }

    /** The meaning of a value. */
    public enum Kind {
        GAUGE,
        /** Tocsin adds the values up. */
        COUNTER
    }

    /** The labels, if they are the same in all records. */
    public Optional<Labels> constantLabels() {
        var isConstant = metric.isConstant() && labels.values().stream().allMatch(FieldExpression::isConstant);
        if (!isConstant) {
            return Optional.empty();
        }
        var all = new LinkedHashMap<String, String>();
        labels.forEach((name, text) -> all.put(name, text.toString()));
        all.put(Labels.NAME, metric.toString());
        return Optional.of(Labels.of(all));
    }

    /** The sample; empty if the record has none, with the reason in the warnings. */
    Optional<SourceSample> sample(MappedRecord record, long time, List<String> warnings) {
        var node = value.in(record);
        var number = FieldValues.number(node);
        if (number.isEmpty()) {
            warnings.add("%s is left out: the value at %s is %s, not a number"
                    .formatted(metric, value, FieldValues.describe(node)));
            return Optional.empty();
        }
        var amount = number.getAsDouble();
        if (kind == Kind.COUNTER && !(amount >= 0 && Double.isFinite(amount))) {
            warnings.add("%s is left out: the value at %s is %s, but a counter only increases; write kind: gauge"
                    .formatted(metric, value, FieldValues.describe(node)));
            return Optional.empty();
        }
        return labels(record, warnings)
                .map(found -> kind == Kind.COUNTER
                        ? new SourceSample(found, Sample.of(time, amount), Accumulation.ADD, 0)
                        : SourceSample.of(found, Sample.of(time, amount)));
    }

    private Optional<Labels> labels(MappedRecord record, List<String> warnings) {
        var found = new LinkedHashMap<String, String>();
        for (var label : labels.entrySet()) {
            var text = FieldValues.text(label.getValue().in(record));
            if (text.isEmpty()) {
                warnings.add("%s is left out: label %s, at %s, is no single value"
                        .formatted(metric, label.getKey(), label.getValue()));
                return Optional.empty();
            }
            found.put(label.getKey(), text.get());
        }
        var name = FieldValues.text(metric.in(record)).orElse("");
        if (name.isEmpty()) {
            warnings.add("a series is left out: there is no metric name at " + metric);
            return Optional.empty();
        }
        found.put(Labels.NAME, name);
        return Optional.of(Labels.of(found));
    }
}
