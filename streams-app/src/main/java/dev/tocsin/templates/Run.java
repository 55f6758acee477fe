package dev.tocsin.templates;

/** One rendering: the templates that it may call, what it has written, and what it may still spend. */
record Run(Templates templates, Output output, Budget budget) {
    static Run of(Templates templates, Output output) {
        return new Run(templates, output, new Budget());
    }
}
