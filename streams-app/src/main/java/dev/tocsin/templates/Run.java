package dev.tocsin.templates;

/** One rendering: the templates that it may call, what it has written, and what it may still spend. */
record Run(Templates templates, Text output, Budget budget) {
    static Run of(Templates templates) {
        return new Run(templates, new Text(), new Budget());
    }
}
