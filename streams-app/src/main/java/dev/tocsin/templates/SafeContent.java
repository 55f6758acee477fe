package dev.tocsin.templates;

/** Text marked as safe by the template: it is not escaped in contexts of its kind. */
public record SafeContent(String text, Kind kind) implements TemplateObject {
    /** The context in which the text is safe. */
    public enum Kind {
        HTML("template.HTML"),
        URL("template.URL");

        private final TemplateType<SafeContent> templateType;

        Kind(String typeName) {
            this.templateType = TemplateType.named(typeName, SafeContent.class);
        }
    }

    @Override
    public TemplateType<?> templateType() {
        return kind.templateType;
    }

    @Override
    public String toString() {
        return text;
    }
}
