package dev.tocsin.yaml;

import java.util.Comparator;

/**
 * A position in a document. Lines and columns count from 1; line 0 is a source without lines, such as an environment
 * variable.
 */
public record SourceLocation(String source, int line, int column) implements Comparable<SourceLocation> {
    private static final Comparator<SourceLocation> BY_POSITION = Comparator.comparing(SourceLocation::source)
            .thenComparingInt(SourceLocation::line)
            .thenComparingInt(SourceLocation::column);

    public static SourceLocation ofSource(String source) {
        return new SourceLocation(source, 0, 0);
    }

    @Override
    public int compareTo(SourceLocation other) {
        return BY_POSITION.compare(this, other);
    }

    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
