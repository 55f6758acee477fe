package dev.tocsin.notification.receivers;

import dev.tocsin.templates.TemplateFailedException;
import dev.tocsin.templates.parser.TemplateSyntaxException;

/** Renders one template after another, and after one that fails nothing but empty texts: better told badly than not. */
final class Wording {
    private final Telling telling;
    private boolean failed;

    Wording(Telling telling) {
        this.telling = telling;
    }

    String of(String template) {
        if (failed) {
            return "";
        }
        try {
            return telling.text(template);
        } catch (TemplateFailedException | TemplateSyntaxException e) {
            failed = true;
            return "";
        }
    }
}
