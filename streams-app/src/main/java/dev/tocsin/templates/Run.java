package dev.tocsin.templates;

import dev.tocsin.templates.output.Output;

/** One rendering: the templates that it may call, what it has written, and what it may still spend. */
record Run(Templates templates, Output output, Budget budget) {
    static Run of(Templates templates, Output output) {
        return new Run(templates, output, new Budget());
    }
}
