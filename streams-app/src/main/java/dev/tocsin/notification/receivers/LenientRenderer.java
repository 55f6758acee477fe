package dev.tocsin.notification.receivers;

import dev.tocsin.templates.TemplateFailedException;
import dev.tocsin.templates.TemplateSyntaxException;

/** Renders templates until one fails; all later texts are empty. An incomplete message is better than none. */
final class LenientRenderer {
    private final NotificationRenderer renderer;
    private boolean failed;

    LenientRenderer(NotificationRenderer renderer) {
        this.renderer = renderer;
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
