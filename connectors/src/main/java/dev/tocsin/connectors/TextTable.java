package dev.tocsin.connectors;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A text table with a headerer. Each column is as wide as its widest cell. */
record TextTable(List<String> header, List<List<String>> rows) {
    private static final String SEPARATOR = "  ";

    TextTable {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
    }

    String text() {
        var widths = IntStream.range(0, header.size()).map(this::width).toArray();
        var rule = IntStream.of(widths).mapToObj("-"::repeat).toList();
        return Stream.concat(Stream.of(header, rule), rows.stream())
                .map(row -> line(row, widths))
                .collect(Collectors.joining());
    }

    private int width(int column) {
        return Stream.concat(Stream.of(header), rows.stream())
                .mapToInt(row -> oneLine(row.get(column)).length())
                .max()
                .orElseThrow();
    }

    private static String line(List<String> row, int[] widths) {
        return IntStream.range(0, row.size())
                        .mapToObj(column -> padded(oneLine(row.get(column)), widths[column]))
                        .collect(Collectors.joining(SEPARATOR))
                        .stripTrailing()
                + "\n";
    }

    private static String padded(String cell, int width) {
        return cell + " ".repeat(width - cell.length());
    }

    private static String oneLine(String cell) {
        return cell.replaceAll("\\R", " ");
    }
}
