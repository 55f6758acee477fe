package dev.tocsin.notification.receivers.words;

import dev.tocsin.templates.TemplateFailedException;
import dev.tocsin.templates.parsing.TemplateSyntaxException;

/** Renders one template after another, and after one that fails nothing but empty texts: better told badly than not. */
public final class Wording {
    private final Telling telling;
    private boolean failed;

    public Wording(Telling telling) {
        this.telling = telling;
    }

    public String of(String template) {
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
