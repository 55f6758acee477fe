package dev.tocsin.templates;

/** The state of one rendering: the templates it can call, its output and its remaining budget. */
record Rendering(Templates templates, Output output, RenderBudget budget) {
    static Rendering of(Templates templates, Output output) {
        return new Rendering(templates, output, new RenderBudget());
    }
}
