package dev.tocsin.cli;

import java.util.List;

/** Formats rows as aligned columns. Characters that could control a terminal are replaced: cells can be of any writer of a topic. */
record TextTable(List<List<String>> rows) {
    TextTable {
        rows = rows.stream()
                .map(row -> row.stream().map(TextTable::printable).toList())
                .toList();
    }

    static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> row) {
        var line = new StringBuilder();
        for (var column = 0; column < row.size(); column++) {
            line.append(row.get(column))
                    .append(" ".repeat(width(column) + 2 - row.get(column).length()));
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
