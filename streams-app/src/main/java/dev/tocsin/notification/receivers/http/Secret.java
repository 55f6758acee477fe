package dev.tocsin.notification.receivers.http;

import java.util.function.UnaryOperator;

/** A text that nobody is shown: as it stands in the configuration, or in a file that is read whenever it is needed. */
public record Secret(String text, String file) {
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

    /** @param files gives what a file holds; throws an {@link java.io.UncheckedIOException} if it can not */
    public String read(UnaryOperator<String> files) {
        return file.isEmpty() ? text : files.apply(file).strip();
    }

    @Override
    public String toString() {
        return isNone() ? "none" : "<secret>";
    }
}
