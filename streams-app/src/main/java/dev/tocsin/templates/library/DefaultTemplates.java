package dev.tocsin.templates.library;

import dev.tocsin.templates.Functions;
import dev.tocsin.templates.Templates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The named text templates that receivers use unless told otherwise. */
public final class DefaultTemplates {
    private static final String FILE = "default.tmpl";

    private DefaultTemplates() {}

    /** @param functions Alertmanager's */
    public static Templates with(Functions functions) {
        try (var file = DefaultTemplates.class.getResourceAsStream(FILE)) {
            var text = new String(Objects.requireNonNull(file, FILE).readAllBytes(), StandardCharsets.UTF_8);
            return Templates.none(functions).with(FILE, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
