package dev.tocsin.templates;

/**
 * A Java value with a template type. It is printed as its {@code toString()}. It can also be a list, a map or a
 * number.
 */
public interface TemplateObject {
    TemplateType<?> templateType();
}
