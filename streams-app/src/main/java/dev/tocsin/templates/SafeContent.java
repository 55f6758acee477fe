package dev.tocsin.templates;

/** A text that its author vouches for: it is not escaped where it fits. */
public record SafeContent(String text, Kind kind) implements TemplateObject {
    /** Where it fits. */
    public enum Kind {
        HTML("template.HTML"),
        URL("template.URL");

        private final TemplateType<SafeContent> shape;

        Kind(String typeName) {
            this.shape = TemplateType.named(typeName, SafeContent.class);
        }
    }

    @Override
    public TemplateType<?> templateType() {
        return kind.shape;
    }

    @Override
    public String toString() {
        return text;
    }
}
