package dev.tocsin.cli;

import dev.tocsin.evaluation.rules.unittest.ResultLine;
import dev.tocsin.evaluation.rules.unittest.TestFailure.Mismatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Diff of expected and actual results: {@code -} marks a missing line, {@code +} an unexpected one. Lines of the same
 * label set are adjacent.
 */
final class ResultDiff {
    private final List<String> lines = new ArrayList<>();

    private ResultDiff() {}

    static String of(Mismatch mismatch, String indent) {
        var diff = new ResultDiff();
        diff.merge(mismatch.expected(), mismatch.actual());
        return diff.lines.stream().map(line -> indent + line).collect(Collectors.joining("\n"));
    }

    private void merge(List<ResultLine> expected, List<ResultLine> actual) {
        var i = 0;
        var j = 0;
        while (i < expected.size() || j < actual.size()) {
            var order = order(expected, i, actual, j);
            if (order == 0) {
                addDetails(expected.get(i++), actual.get(j++));
            } else if (order < 0) {
                addItem('-', expected.get(i++));
            } else {
                addItem('+', actual.get(j++));
            }
        }
    }

    private static int order(List<ResultLine> expected, int i, List<ResultLine> actual, int j) {
        if (i == expected.size()) {
            return 1;
        }
        return j == actual.size()
                ? -1
                : expected.get(i).labels().compareTo(actual.get(j).labels());
    }

    private void addItem(char sign, ResultLine item) {
        addLine(sign, item.labels());
        item.details().forEach(detail -> addLine(sign, "  " + detail));
    }

    private void addDetails(ResultLine expected, ResultLine actual) {
        addLine(' ', expected.labels());
        expected.details().forEach(detail -> addLine(actual.details().contains(detail) ? ' ' : '-', "  " + detail));
        actual.details().stream()
                .filter(detail -> !expected.details().contains(detail))
                .forEach(detail -> addLine('+', "  " + detail));
    }

    private void addLine(char sign, Object text) {
        lines.add(sign + " " + Objects.toString(text));
    }
}
