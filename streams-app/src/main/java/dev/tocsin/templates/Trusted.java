package dev.tocsin.templates;

/** A text that its author vouches for: it is not escaped where it fits. */
public record Trusted(String text, Kind kind) implements Described {
    /** Where it fits. */
    public enum Kind {
        HTML("template.HTML"),
        URL("template.URL");

        private final Shape<Trusted> shape;

        Kind(String typeName) {
            this.shape = Shape.named(typeName, Trusted.class);
        }
    }

    @Override
    public Shape<?> shape() {
        return kind.shape;
    }

    @Override
    public String toString() {
        return text;
    }
}
