package dev.tocsin.templates;

/** One rendering: the templates that it may call, what it has written, and what it may still spend. */
record Rendering(Templates templates, Output output, RenderBudget budget) {
    static Rendering of(Templates templates, Output output) {
        return new Rendering(templates, output, new RenderBudget());
    }
}
