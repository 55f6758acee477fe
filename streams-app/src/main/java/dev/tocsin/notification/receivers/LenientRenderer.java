package dev.tocsin.notification.receivers;

import dev.tocsin.templates.TemplateFailedException;
import dev.tocsin.templates.parser.TemplateSyntaxException;

/** Renders one template after another, and after one that fails nothing but empty texts: better told badly than not. */
final class LenientRenderer {
    private final NotificationRenderer renderer;
    private boolean failed;

    LenientRenderer(NotificationRenderer telling) {
        this.renderer = telling;
    }

    String render(String template) {
        if (failed) {
            return "";
        }
        try {
            return renderer.renderText(template);
        } catch (TemplateFailedException | TemplateSyntaxException e) {
            failed = true;
            return "";
        }
    }
}
