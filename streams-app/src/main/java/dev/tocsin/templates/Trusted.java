package dev.tocsin.templates;

/** A text that its author vouches for: it is not escaped where it fits. */
public record Trusted(String text, Kind kind) {
    /** Where it fits. */
    public enum Kind {
        HTML,
        URL
    }

    @Override
    public String toString() {
        return text;
    }
}
