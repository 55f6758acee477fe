package dev.tocsin.notification.receivers.http;

import java.util.function.UnaryOperator;

/** A confidential text: inline, or in a file that is read for each use. */
public record Secret(String text, String file) {
    /** Text that is shown in place of a secret. */
    public static final String MASK = "<secret>";

    public static final Secret NONE = new Secret("", "");

    public static Secret of(String text) {
        return new Secret(text, "");
    }

    public static Secret inFile(String path) {
        return new Secret("", path);
    }

    public boolean isNone() {
        return text.isEmpty() && file.isEmpty();
    }

    /** @param files returns the content of a file; throws {@link java.io.UncheckedIOException} if it cannot be read */
    public String read(UnaryOperator<String> files) {
        return file.isEmpty() ? text : files.apply(file).strip();
    }

    @Override
    public String toString() {
        return isNone() ? "none" : MASK;
    }
}
