package dev.tocsin.cli;

import dev.tocsin.evaluation.rules.unittest.ResultLine;
import dev.tocsin.evaluation.rules.unittest.TestFailure.Mismatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What was expected and what came, line by line: {@code -} was expected and did not come, {@code +} came and was not
 * expected. Items with the same labels stand together.
 */
final class ResultDiff {
    private final List<String> lines = new ArrayList<>();

    private ResultDiff() {}

    static String of(Mismatch differs, String indent) {
        var diff = new ResultDiff();
        diff.merge(differs.expected(), differs.actual());
        return diff.lines.stream().map(line -> indent + line).collect(Collectors.joining("\n"));
    }

    private void merge(List<ResultLine> expected, List<ResultLine> got) {
        var i = 0;
        var j = 0;
        while (i < expected.size() || j < got.size()) {
            var order = order(expected, i, got, j);
            if (order == 0) {
                addDetails(expected.get(i++), got.get(j++));
            } else if (order < 0) {
                addItem('-', expected.get(i++));
            } else {
                addItem('+', got.get(j++));
            }
        }
    }

    private static int order(List<ResultLine> expected, int i, List<ResultLine> got, int j) {
        if (i == expected.size()) {
            return 1;
        }
        return j == got.size()
                ? -1
                : expected.get(i).labels().compareTo(got.get(j).labels());
    }

    private void addItem(char sign, ResultLine item) {
        addLine(sign, item.labels());
        item.details().forEach(detail -> addLine(sign, "  " + detail));
    }

    private void addDetails(ResultLine expected, ResultLine got) {
        addLine(' ', expected.labels());
        expected.details().forEach(detail -> addLine(got.details().contains(detail) ? ' ' : '-', "  " + detail));
        got.details().stream()
                .filter(detail -> !expected.details().contains(detail))
                .forEach(detail -> addLine('+', "  " + detail));
    }

    private void addLine(char sign, Object text) {
        lines.add(sign + " " + Objects.toString(text));
    }
}
