package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** An instant vector at all steps. At a single step, the order of the rows is that of the elements. */
public record Rows(List<Row> list) implements Operand {
    public static final Rows NONE = new Rows(List.of());

    /** One row without labels. */
    public static Rows unlabelled(double[] values) {
        return new Rows(List.of(new Row(Labels.EMPTY, false, values)));
    }

    /** A function of a value and its step. */
    public interface AtStep {
        double of(double value, int step);
    }

    /** The same rows with each number put through a function; without histograms. */
    public Rows map(DoubleUnaryOperator function) {
        return mapAtSteps((value, step) -> function.applyAsDouble(value));
    }

    /** The same rows with each element put through a function of its kind. */
    public Rows map(DoubleUnaryOperator ofNumbers, UnaryOperator<Histogram> ofHistograms) {
        return new Rows(
                list.stream().map(row -> map(row, ofNumbers, ofHistograms)).toList());
    }

    private static Row map(Row row, DoubleUnaryOperator ofNumbers, UnaryOperator<Histogram> ofHistograms) {
        var mapped = Column.empty(row.values().length);
        for (var step = 0; step < row.values().length; step++) {
            if (row.isHistogram(step)) {
                mapped.put(step, ofHistograms.apply(row.histograms()[step]));
            } else if (row.hasNumber(step)) {
                mapped.put(step, ofNumbers.applyAsDouble(row.values()[step]));
            }
        }
        return mapped.row(row.labels(), row.losesName());
    }

    /** As {@link #mapAtSteps}, of histograms instead of numbers. */
    public Rows ofHistograms(ToDoubleFunction<Histogram> function) {
        return new Rows(list.stream()
                .filter(Row::hasHistograms)
                .map(row -> ofHistograms(row, function))
                .toList());
    }

    private static Row ofHistograms(Row row, ToDoubleFunction<Histogram> function) {
        var numbers = Column.empty(row.values().length);
        for (var step = 0; step < row.values().length; step++) {
            if (row.isHistogram(step)) {
                numbers.put(step, function.applyAsDouble(row.histograms()[step]));
            }
        }
        return numbers.row(row.labels(), row.losesName());
    }

    public boolean hasHistograms() {
        for (var row : list) {
            if (row.hasHistograms()) {
                return true;
            }
        }
        return false;
    }

    /** The same rows with each number put through a function, which may answer {@link Row#NOTHING}; without histograms. */
    public Rows mapAtSteps(AtStep function) {
        var mapped = new ArrayList<Row>(list.size());
        for (var row : list) {
            var values = row.values().clone();
            for (var i = 0; i < values.length; i++) {
                values[i] = Row.isNothing(values[i]) ? values[i] : function.of(values[i], i);
            }
            mapped.add(row.with(values));
        }
        return new Rows(mapped);
    }

    /** Without rows that have no element at any step. */
    public Rows withoutEmpty() {
        for (var row : list) {
            if (row.isEmpty()) {
                return new Rows(list.stream().filter(one -> !one.isEmpty()).toList());
            }
        }
        return this;
    }

    /**
     * Rows of the same labels made one.
     *
     * @throws EvaluationException if two of them have an element at the same step
     */
    public Rows united() {
        if (hasDistinctLabels()) {
            return this;
        }
        var byLabels = new LinkedHashMap<Labels, Row>();
        list.forEach(row -> byLabels.merge(row.labels(), row, Rows::unite));
        return new Rows(List.copyOf(byLabels.values()));
    }

    /** These rows. @throws EvaluationException if two of them have the same labels */
    Rows requireDistinctLabels() {
        if (!hasDistinctLabels()) {
            throw EvaluationException.sameLabels();
        }
        return this;
    }

    public boolean hasAny(int step) {
        for (var row : list) {
            if (row.has(step)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasDistinctLabels() {
        if (hasRisingLabels()) {
            return true;
        }
        var seen = new HashSet<Labels>(list.size() * 2);
        return list.stream().allMatch(row -> seen.add(row.labels()));
    }

    /** As they come from a store; then none can be there twice. */
    private boolean hasRisingLabels() {
        for (var i = 1; i < list.size(); i++) {
            if (list.get(i - 1).labels().compareTo(list.get(i).labels()) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static Row unite(Row first, Row second) {
        var united = Column.empty(first.values().length);
        for (var step = 0; step < first.values().length; step++) {
            if (first.has(step) && second.has(step)) {
                throw EvaluationException.sameLabels();
            }
            united.put(step, second.has(step) ? second : first);
        }
        return united.row(first.labels(), first.losesName() && second.losesName());
    }
}
