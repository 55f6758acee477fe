package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** An instant vector at all steps. At a single step, the order of the rows is the order of the elements. */
public record InstantVector(List<VectorRow> rows) implements OperandValue {
    public static final InstantVector NONE = new InstantVector(List.of());

    @Override
    public void hold(SampleBudget.Usage samples, int steps) {
        samples.hold(rows.size(), steps);
    }

    @Override
    public void holdHistograms(SampleBudget.Usage samples) {
        for (var row : rows) {
            for (var histogram : row.histograms()) {
                if (histogram != null) {
                    samples.holdBuckets(histogram.bucketCount());
                }
            }
        }
    }

    /** One row without labels. */
    public static InstantVector unlabelled(double[] values) {
        return new InstantVector(List.of(new VectorRow(Labels.EMPTY, false, values)));
    }

    /** A function of a value and its step. */
    public interface StepFunction {
        double of(double value, int step);
    }

    /** Applies a function to each float. Drops histograms. */
    public InstantVector map(DoubleUnaryOperator function) {
        return mapAtSteps((value, step) -> function.applyAsDouble(value));
    }

    /** Applies one function to floats and another to histograms. */
    public InstantVector map(DoubleUnaryOperator ofFloats, UnaryOperator<Histogram> ofHistograms) {
        return mapRows(row -> map(row, ofFloats, ofHistograms));
    }

    private static VectorRow map(VectorRow row, DoubleUnaryOperator ofFloats, UnaryOperator<Histogram> ofHistograms) {
        var mapped = VectorRowBuilder.empty(row.values().length);
        for (var step = 0; step < row.values().length; step++) {
            if (row.isHistogram(step)) {
                mapped.put(step, ofHistograms.apply(row.histograms()[step]));
            } else if (row.hasNumber(step)) {
                mapped.put(step, ofFloats.applyAsDouble(row.values()[step]));
            }
        }
        return mapped.build(row.labels(), row.dropName());
    }

    InstantVector mapRows(UnaryOperator<VectorRow> function) {
        var mapped = new ArrayList<VectorRow>(rows.size());
        for (var row : rows) {
            mapped.add(function.apply(row));
        }
        return new InstantVector(mapped);
    }

    /** Applies a function to each histogram. Drops floats. */
    public InstantVector mapHistograms(ToDoubleFunction<Histogram> function) {
        return new InstantVector(rows.stream()
                .filter(VectorRow::hasHistograms)
                .map(row -> mapHistograms(row, function))
                .toList());
    }

    private static VectorRow mapHistograms(VectorRow row, ToDoubleFunction<Histogram> function) {
        var numbers = VectorRowBuilder.empty(row.values().length);
        for (var step = 0; step < row.values().length; step++) {
            if (row.isHistogram(step)) {
                numbers.put(step, function.applyAsDouble(row.histograms()[step]));
            }
        }
        return numbers.build(row.labels(), row.dropName());
    }

    public boolean hasHistograms() {
        return rows.stream().anyMatch(VectorRow::hasHistograms);
    }

    /** Applies a function to each float and its step. It may return {@link VectorRow#NOTHING}. Drops histograms. */
    public InstantVector mapAtSteps(StepFunction function) {
        var mapped = new ArrayList<VectorRow>(rows.size());
        for (var row : rows) {
            var values = row.values().clone();
            for (var i = 0; i < values.length; i++) {
                values[i] = VectorRow.isNothing(values[i]) ? values[i] : function.of(values[i], i);
            }
            mapped.add(row.with(values));
        }
        return new InstantVector(mapped);
    }

    /** Keeps the floats at a single step for which a condition holds. No row has histograms. */
    public InstantVector filterAtSingleStep(DoublePredicate condition) {
        var kept = new ArrayList<VectorRow>();
        for (var row : rows) {
            if (row.hasNumber(0) && condition.test(row.values()[0])) {
                kept.add(row);
            }
        }
        return new InstantVector(kept);
    }

    /** Drops rows without elements. */
    public InstantVector withoutEmpty() {
        // Nearly always no row is empty: then nothing is copied.
        for (var row : rows) {
            if (row.isEmpty()) {
                return new InstantVector(
                        rows.stream().filter(kept -> !kept.isEmpty()).toList());
            }
        }
        return this;
    }

    /**
     * Merges rows with the same labels.
     *
     * @throws EvaluationException if two of them have an element at the same step
     */
    public InstantVector mergeSameLabels() {
        if (hasDistinctLabels()) {
            return this;
        }
        var byLabels = new LinkedHashMap<Labels, VectorRow>();
        rows.forEach(row -> byLabels.merge(row.labels(), row, InstantVector::merge));
        return new InstantVector(List.copyOf(byLabels.values()));
    }

    /** @throws EvaluationException if two rows have the same labels */
    InstantVector requireDistinctLabels() {
        if (!hasDistinctLabels()) {
            throw EvaluationException.sameLabels();
        }
        return this;
    }

    public boolean hasElementAt(int step) {
        for (var row : rows) {
            if (row.has(step)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasDistinctLabels() {
        if (isSortedByLabels()) {
            return true;
        }
        var seen = new HashSet<Labels>(rows.size() * 2);
        return rows.stream().allMatch(row -> seen.add(row.labels()));
    }

    /** Whether rows are strictly sorted, as those from a store. Then no labels occur twice. */
    private boolean isSortedByLabels() {
        for (var i = 1; i < rows.size(); i++) {
            if (rows.get(i - 1).labels().compareTo(rows.get(i).labels()) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static VectorRow merge(VectorRow first, VectorRow second) {
        var merged = VectorRowBuilder.empty(first.values().length);
        for (var step = 0; step < first.values().length; step++) {
            if (first.has(step) && second.has(step)) {
                throw EvaluationException.sameLabels();
            }
            merged.put(step, second.has(step) ? second : first);
        }
        return merged.build(first.labels(), first.dropName() && second.dropName());
    }
}
