package dev.tocsin.cli;

import dev.tocsin.evaluation.rules.unittest.Finding.Differs;
import dev.tocsin.evaluation.rules.unittest.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What was expected and what came, line by line: {@code -} was expected and did not come, {@code +} came and was not
 * expected. Items with the same labels stand together.
 */
final class ItemDiff {
    private final List<String> lines = new ArrayList<>();

    private ItemDiff() {}

    static String of(Differs differs, String indent) {
        var diff = new ItemDiff();
        diff.merge(differs.expected(), differs.got());
        return diff.lines.stream().map(line -> indent + line).collect(Collectors.joining("\n"));
    }

    private void merge(List<Item> expected, List<Item> got) {
        var i = 0;
        var j = 0;
        while (i < expected.size() || j < got.size()) {
            var order = order(expected, i, got, j);
            if (order == 0) {
                both(expected.get(i++), got.get(j++));
            } else if (order < 0) {
                whole('-', expected.get(i++));
            } else {
                whole('+', got.get(j++));
            }
        }
    }

    private static int order(List<Item> expected, int i, List<Item> got, int j) {
        if (i == expected.size()) {
            return 1;
        }
        return j == got.size()
                ? -1
                : expected.get(i).labels().compareTo(got.get(j).labels());
    }

    private void whole(char sign, Item item) {
        line(sign, item.labels());
        item.details().forEach(detail -> line(sign, "  " + detail));
    }

    private void both(Item expected, Item got) {
        line(' ', expected.labels());
        expected.details().forEach(detail -> line(got.details().contains(detail) ? ' ' : '-', "  " + detail));
        got.details().stream()
                .filter(detail -> !expected.details().contains(detail))
                .forEach(detail -> line('+', "  " + detail));
    }

    private void line(char sign, Object text) {
        lines.add(sign + " " + Objects.toString(text));
    }
}
