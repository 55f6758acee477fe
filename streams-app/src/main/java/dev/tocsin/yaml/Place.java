package dev.tocsin.yaml;

import java.util.Comparator;

/**
 * Where something stands: in a file at a line and a column, both counted from 1, or, at line 0, in something without
 * lines, such as an environment variable.
 */
public record Place(String source, int line, int column) implements Comparable<Place> {
    private static final Comparator<Place> IN_READING_ORDER =
            Comparator.comparing(Place::source).thenComparingInt(Place::line).thenComparingInt(Place::column);

    public static Place whole(String source) {
        return new Place(source, 0, 0);
    }

    @Override
    public int compareTo(Place other) {
        return IN_READING_ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
