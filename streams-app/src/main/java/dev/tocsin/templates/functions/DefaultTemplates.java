package dev.tocsin.templates.functions;

import dev.tocsin.templates.TemplateFunctions;
import dev.tocsin.templates.Templates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Alertmanager's default templates of receivers. */
public final class DefaultTemplates {
    private static final String TEXTS = "default.tmpl";
    private static final String MAIL = "email.tmpl";

    private DefaultTemplates() {}

    /** @param functions Alertmanager's */
    public static Templates with(TemplateFunctions functions) {
        return Templates.empty(functions).with(TEXTS, read(TEXTS)).with(MAIL, read(MAIL));
    }

    private static String read(String name) {
        try (var file = DefaultTemplates.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
