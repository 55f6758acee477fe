package dev.tocsin.templates;

/** A node of the syntax tree, to which error messages refer. {@code toString()} returns template source. */
interface TemplateNode {
    /** The offset in the source, in characters. */
    int position();
}
