package dev.tocsin.templates.parser;

/** A part of a template that a failure can point at; it prints itself as it could have been written. */
public interface TemplateNode {
    int position();
}
