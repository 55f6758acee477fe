package dev.tocsin.sources.mapping;

/** A path or a filter that cannot be parsed. The message has the position. */
final class MappingSyntaxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    MappingSyntaxException(String text, int position, String message) {
        super("'%s', character %d: %s".formatted(text, position + 1, message));
    }
}
