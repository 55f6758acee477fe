package dev.tocsin.templates;

/**
 * A Java value that tells templates what it is called and which members it has. What it prints as is its
 * {@code toString()}. It may be a list, a map or a number beside.
 */
public interface TemplateObject {
    TemplateType<?> templateType();
}
